#include "inspect/cargo/rustup_selection.hpp"

#include <algorithm>
#include <cctype>

#include "base/files.hpp"
#include "base/text.hpp"
#include "model/home.hpp"
#include "model/toml.hpp"

namespace ftenv {
namespace {

std::vector<std::string> toolchains_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::path& entry : entries_of(folder)) names.push_back(entry.filename().string());
  return names;
}

// [toolchain]
// channel = "1.85"            or   path = "../toolchain"
//
// The file without an ending may also have nothing but the name in it.
std::string read_toolchain_file(const fs::path& file) {
  const auto text = read_text(file, 1u << 16);
  if (!text) return {};
  const bool bare = file.extension() != ".toml";
  if (bare && split_lines(trim(*text)).size() == 1 && !contains(*text, "[")) return std::string(trim(*text));
  const auto table = Toml::parse(*text, file.string());
  if (!table) return {};
  const std::string path = (*table)["toolchain"]["path"].string_or("");
  if (!path.empty()) return absolute_normal(path, file.parent_path()).string();
  return (*table)["toolchain"]["channel"].string_or("");
}

// "stable", "nightly-2026-01-01", "1.85", each also with a target behind it.
bool is_release(const std::string& name) {
  const std::string head = name.substr(0, name.find('-'));
  if (head == "stable" || head == "beta" || head == "nightly") return true;
  return !head.empty() && contains(head, ".") && std::all_of(head.begin(), head.end(), [](unsigned char c) {
    return std::isdigit(c) != 0 || c == '.';
  });
}

// "stable" is the folder stable-x86_64-unknown-linux-gnu.
std::string folder_of(const std::string& wanted, const std::vector<std::string>& installed) {
  for (const std::string& name : installed) {
    if (name == wanted) return name;
  }
  for (const std::string& name : installed) {
    if (!starts_with(name, wanted + "-")) continue;
    // Not nightly-2026-01-01-… for nightly.
    const char next = name[wanted.size() + 1];
    if (std::isalpha(static_cast<unsigned char>(next)) != 0) return name;
  }
  return {};
}

class Selector {
 public:
  Selector(const fs::path& folder, const Environment& user) : m_folder(folder), m_user(user) {
    const std::string named = user.get("RUSTUP_HOME");
    m_selection.home = named.empty() ? fs::path(home_or_root(user)) / ".rustup" : fs::path(named);
    if (const auto text = read_text(m_selection.home / "settings.toml", 1u << 20)) {
      m_settings = Toml::parse(*text, "settings.toml").value_or(Toml{});
    }
  }

  RustupSelection select() {
    m_selection.installed = toolchains_in(m_selection.home / "toolchains");
    choose();
    const std::string mode = m_settings["auto_install_mode"].string_or("enable");
    m_selection.may_download =
        mode != "disable" && m_user.get("RUSTUP_AUTO_INSTALL") != "0" && m_user.get("RUSTUP_OFFLINE").empty();
    const std::string& wanted = m_selection.wanted;
    FsError error;
    if (contains(wanted, "/")) {
      m_selection.own = true;
      if (fs::is_directory(wanted, error)) m_selection.toolchain = wanted;
    } else if (!wanted.empty()) {
      m_selection.own = !is_release(wanted);
      const std::string found = folder_of(wanted, m_selection.installed);
      if (!found.empty()) m_selection.toolchain = m_selection.home / "toolchains" / found;
    }
    return std::move(m_selection);
  }

 private:
  void choose() {
    if (const std::string named = m_user.get("RUSTUP_TOOLCHAIN"); !named.empty()) {
      return set(named, "RUSTUP_TOOLCHAIN");
    }
    for (fs::path at = m_folder; !at.empty(); at = at.parent_path()) {
      const std::string overriding = override_for(at);
      if (!overriding.empty()) return set(overriding, "an override for `" + at.string() + "`");
      for (const char* name : {"rust-toolchain", "rust-toolchain.toml"}) {
        FsError error;
        if (!fs::is_regular_file(at / name, error)) continue;
        const std::string wanted = read_toolchain_file(at / name);
        if (!wanted.empty()) return set(wanted, (at / name).string());
        break;
      }
      if (at == at.root_path()) break;
    }
    set(m_settings["default_toolchain"].string_or(""), "rustup's default");
  }

  // [overrides]
  // "/home/ada/hello" = "nightly-x86_64-unknown-linux-gnu"
  std::string override_for(const fs::path& folder) const {
    for (const auto& [path, name] : m_settings["overrides"].members()) {
      if (fs::path(path) == folder) return name.string_or("");
    }
    return {};
  }

  void set(std::string wanted, std::string by) {
    m_selection.wanted = std::move(wanted);
    if (!m_selection.wanted.empty()) m_selection.set_by = std::move(by);
  }

  fs::path m_folder;
  const Environment& m_user;
  Toml m_settings;
  RustupSelection m_selection;
};

}  // namespace

RustupSelection read_rustup_selection(const fs::path& folder, const Environment& user) {
  return Selector(folder, user).select();
}

}  // namespace ftenv

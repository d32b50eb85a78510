#include "inspect/python/target_abi.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"

namespace ftenv {
namespace {

constexpr std::string_view k_ours = "ftenv-";

std::vector<fs::path> folders_in(const fs::path& directory) {
  std::vector<fs::path> folders;
  for (const fs::path& entry : entries_of(directory)) {
    FsError ignored;
    if (fs::is_directory(entry, ignored)) folders.push_back(entry);
  }
  return folders;
}

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::string from_hex(std::string_view hex) {
  std::string text;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    const int high = digit(hex[at]);
    const int low = digit(hex[at + 1]);
    if (high < 0 || low < 0) return {};
    text += static_cast<char>(high * 16 + low);
  }
  return text;
}

// version=3.14
// abi3=false
// lib_name=python3.14t
// executable=/home/ada/hello/.venv/bin/python
// build_flags=Py_GIL_DISABLED
bool read_config(std::string_view text, TargetAbi& abi) {
  bool known = false;
  for (const std::string& line : split_lines(text)) {
    const std::size_t equals = line.find('=');
    if (equals == std::string::npos) continue;
    const std::string key = line.substr(0, equals);
    const std::string value = line.substr(equals + 1);
    if (key == "version") {
      if (const auto version = Version::parse(value)) {
        abi.version = *version;
        known = true;
      }
    } else if (key == "abi3") {
      abi.limited = value == "true";
    } else if (key == "lib_name") {
      abi.lib_name = value;
    } else if (key == "executable") {
      abi.executable = value;
    } else if (key == "build_flags") {
      const std::vector<std::string> flags = split(value, ',');
      abi.free_threaded = std::find(flags.begin(), flags.end(), "Py_GIL_DISABLED") != flags.end();
    }
  }
  return known;
}

void read_profile(const fs::path& target, const fs::path& folder, const std::string& profile,
                  std::vector<TargetAbi>& abis) {
  for (const fs::path& script : folders_in(folder / "build")) {
    if (!starts_with(script.filename().string(), "pyo3-ffi-")) continue;
    const auto text = read_text(script / "output", 4u << 20);
    TargetAbi abi;
    if (!text || !read_pyo3_output(*text, abi)) continue;
    abi.target = target;
    abi.output = script / "output";
    abi.profile = profile;
    FsError error;
    abi.written = fs::last_write_time(abi.output, error);
    abis.push_back(std::move(abi));
  }
}

bool is_ours(const fs::path& folder) {
  return starts_with(folder.filename().string(), k_ours);
}

}  // namespace

// cargo:rustc-check-cfg=cfg(Py_GIL_DISABLED)
// cargo:PYO3_CONFIG=696d706c656d656e746174696f6e3d43507974686f6e0a76657273696f6e3d332e31340a…
// cargo:rustc-cfg=Py_3_14
// cargo:rustc-cfg=Py_GIL_DISABLED
bool read_pyo3_output(std::string_view text, TargetAbi& abi) {
  bool known = false;
  bool flag = false;
  for (const std::string& line : split_lines(text)) {
    std::string_view said = line;
    if (!starts_with(said, "cargo:")) continue;
    said.remove_prefix(6);
    if (starts_with(said, ":")) said.remove_prefix(1);
    if (starts_with(said, "metadata=")) said.remove_prefix(9);
    constexpr std::string_view config = "PYO3_CONFIG=";
    constexpr std::string_view series = "rustc-cfg=Py_3_";
    if (starts_with(said, config)) {
      known = read_config(from_hex(said.substr(config.size())), abi) || known;
    } else if (said == "rustc-cfg=Py_GIL_DISABLED") {
      flag = true;
    } else if (said == "rustc-cfg=Py_LIMITED_API") {
      abi.limited = true;
    } else if (!known && starts_with(said, series)) {
      const auto version = Version::parse("3." + std::string(said.substr(series.size())));
      if (version && abi.version < *version) abi.version = *version;
    }
  }
  abi.free_threaded = abi.free_threaded || flag;
  return known || abi.version != Version{};
}

std::vector<TargetAbi> read_target_abis(const fs::path& target) {
  std::vector<TargetAbi> abis;
  for (const fs::path& folder : folders_in(target)) {
    if (is_ours(folder)) continue;
    const std::string name = folder.filename().string();
    FsError error;
    if (fs::exists(folder / "build", error)) {
      read_profile(target, folder, name, abis);
    } else {
      // target/TRIPLE/PROFILE, when a target was named
      for (const char* profile : {"debug", "release"}) {
        read_profile(target, folder / profile, name + "/" + profile, abis);
      }
    }
  }
  std::stable_sort(abis.begin(), abis.end(),
                   [](const TargetAbi& a, const TargetAbi& b) { return a.written > b.written; });
  return abis;
}

std::vector<TargetDirectory> target_directories(const Project& project, const CargoConfig& config,
                                                const Environment& user) {
  std::vector<TargetDirectory> found;
  const auto add = [&](const fs::path& path, const std::string& because) {
    FsError error;
    if (!fs::is_directory(path, error)) return;
    for (const TargetDirectory& known : found) {
      if (fs::equivalent(known.path, path, error)) return;
    }
    found.push_back({path, because, {}});
  };
  for (const char* name : {"CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"}) {
    const std::string value = user.get(name);
    if (!value.empty()) add(absolute_normal(value, project.root), name);
  }
  if (const CargoSetting setting = config.find("build.target-dir"); setting && setting.value->is_string()) {
    // Relative to the folder that holds `.cargo`.
    add(absolute_normal(setting.value->string_or(""), setting.file.parent_path().parent_path()),
        setting.place());
  }
  const fs::path own = project.workspace_root / "target";
  add(own, "");
  for (const fs::path& folder : folders_in(own)) {
    if (is_ours(folder)) found.push_back({folder, "", folder.filename().string().substr(k_ours.size())});
  }
  return found;
}

}  // namespace ftenv

#include "inspect/python/pyenv_selection.hpp"

#include <algorithm>
#include <cctype>

#include "base/files.hpp"
#include "base/text.hpp"
#include "model/version.hpp"
#include "platform/process.hpp"

namespace ftenv {
namespace {

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::path& entry : entries_of(folder)) names.push_back(entry.filename().string());
  return names;
}

// The first word of each line; what is behind `#` does not count.
std::vector<std::string> read_version_file(const fs::path& file) {
  std::vector<std::string> wanted;
  const auto text = read_text(file, 1u << 16);
  if (!text) return wanted;
  for (const std::string& line : split_lines(*text)) {
    const std::vector<std::string> words = split_words(line);
    if (words.empty() || words.front().front() == '#' || contains(words.front(), "/")) continue;
    wanted.push_back(words.front());
  }
  return wanted;
}

// "3.14" and "3.14t" stand for the newest release that goes on with a dot and has the same suffix.
bool is_meant_by(const std::string& prefix, const std::string& name) {
  const bool free_threaded = prefix.size() > 1 && prefix.back() == 't' &&
                             std::isdigit(static_cast<unsigned char>(prefix[prefix.size() - 2])) != 0;
  const std::string head = free_threaded ? prefix.substr(0, prefix.size() - 1) : prefix;
  if (!starts_with(name, head + ".") && !starts_with(name, head + "-")) return false;
  if (ends_with(name, "-dev") || ends_with(name, "-src") || ends_with(name, "-latest")) return false;
  std::string_view rest = name;
  if (free_threaded != ends_with(rest, "t")) return false;
  if (free_threaded) rest.remove_suffix(1);
  // No pre-release.
  const std::size_t last = rest.find_last_not_of("0123456789");
  return last == std::string_view::npos || !std::isalpha(static_cast<unsigned char>(rest[last]));
}

std::string newest_meant(const std::string& prefix, const std::vector<std::string>& names) {
  std::string newest;
  const auto number = [](std::string_view name) {
    if (ends_with(name, "t")) name.remove_suffix(1);
    return Version::parse(name).value_or(Version{});
  };
  for (const std::string& name : names) {
    if (is_meant_by(prefix, name) && (newest.empty() || number(newest) < number(name))) newest = name;
  }
  return newest;
}

// A file may say "python-3.12.1"; in PYENV_VERSION pyenv's shims do not understand that.
std::string installed_for(const fs::path& versions, const std::string& wanted, bool from_file) {
  if (wanted == "system") return wanted;
  const std::string normal = from_file && starts_with(wanted, "python-") ? wanted.substr(7) : wanted;
  FsError error;
  for (const std::string& name : {wanted, normal}) {
    if (fs::is_directory(versions / name, error)) return name;
  }
  return newest_meant(normal, names_in(versions));
}

bool is_executable(const fs::path& program) {
  return find_program(program.string(), "").has_value();
}

}  // namespace

bool PyenvSelection::has_missing() const {
  return std::any_of(choices.begin(), choices.end(),
                     [](const PyenvChoice& choice) { return choice.installed.empty(); });
}

PyenvSelection read_pyenv_selection(const fs::path& root, const fs::path& folder, const Environment& user) {
  PyenvSelection selection;
  selection.root = root;
  std::vector<std::string> wanted;
  bool from_file = false;
  if (const std::string named = user.get("PYENV_VERSION"); !named.empty()) {
    wanted = split(named, ':');
    selection.set_by = "PYENV_VERSION";
  } else {
    std::vector<fs::path> files;
    for (fs::path at = folder; !at.empty(); at = at.parent_path()) {
      files.push_back(at / ".python-version");
      if (at == at.root_path()) break;
    }
    files.push_back(root / "version");
    for (const fs::path& file : files) {
      FsError error;
      if (!fs::is_regular_file(file, error)) continue;
      wanted = read_version_file(file);
      from_file = true;
      if (!wanted.empty()) selection.set_by = file.string();
      break;
    }
  }
  for (const std::string& one : wanted) {
    if (!one.empty()) selection.choices.push_back({one, installed_for(root / "versions", one, from_file)});
  }
  return selection;
}

std::optional<PyenvStart> pyenv_would_start(const PyenvSelection& selection, const std::string& name,
                                            const Environment& user) {
  for (const PyenvChoice& choice : selection.choices) {
    if (choice.installed.empty() || choice.installed == "system") continue;
    const fs::path program = selection.root / "versions" / choice.installed / "bin" / name;
    if (is_executable(program)) return PyenvStart{program, false};
  }
  for (const fs::path& program : find_all_programs(name, user.get("PATH"))) {
    FsError error;
    if (fs::equivalent(program.parent_path(), selection.root / "shims", error)) continue;
    return PyenvStart{program, true};
  }
  return std::nullopt;
}

std::vector<std::string> pyenv_versions_with(const fs::path& root, const std::string& name) {
  std::vector<std::string> versions;
  for (const std::string& version : names_in(root / "versions")) {
    if (is_executable(root / "versions" / version / "bin" / name)) versions.push_back(version);
  }
  return versions;
}

std::optional<bool> pyenv_can_build(const fs::path& root, const std::string& wanted) {
  const fs::path definitions = root / "plugins" / "python-build" / "share" / "python-build";
  FsError error;
  if (!fs::is_directory(definitions, error)) return std::nullopt;
  const std::vector<std::string> names = names_in(definitions);
  return std::find(names.begin(), names.end(), wanted) != names.end() || !newest_meant(wanted, names).empty();
}

}  // namespace ftenv

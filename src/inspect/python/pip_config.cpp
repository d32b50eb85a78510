#include "inspect/python/pip_config.hpp"

#include <cctype>

#include "base/files.hpp"
#include "base/text.hpp"
#include "model/home.hpp"

namespace ftenv {
namespace {

void add_file(const fs::path& file, bool system, PipConfig& config) {
  FsError error;
  if (!fs::is_regular_file(file, error)) return;
  const auto text = read_text(file, 1u << 20);
  if (!text) return;
  for (PipSetting& setting : parse_pip_config(*text)) {
    setting.file = file;
    setting.system = system;
    config.settings.push_back(std::move(setting));
  }
}

}  // namespace

// [global]
// timeout = 60
// extra-index-url =
//     https://one.example/simple
//     https://two.example/simple
// [install]
// user: true
std::vector<PipSetting> parse_pip_config(std::string_view text) {
  std::vector<PipSetting> settings;
  std::string section;
  bool goes_on = false;
  int number = 0;
  for (const std::string& line : split_lines(text)) {
    ++number;
    const std::string_view rest = trim(line);
    if (rest.empty() || rest.front() == '#' || rest.front() == ';') continue;
    const bool indented = std::isspace(static_cast<unsigned char>(line.front())) != 0;
    if (indented && goes_on) {
      std::string& value = settings.back().value;
      value += (value.empty() ? "" : "\n") + std::string(rest);
      continue;
    }
    goes_on = false;
    if (rest.front() == '[') {
      section = std::string(trim(rest.substr(1, rest.find(']') - 1)));
      continue;
    }
    const std::size_t separator = rest.find_first_of("=:");
    if (separator == std::string_view::npos || section.empty()) continue;
    PipSetting setting;
    setting.section = section;
    setting.key = replace_all(to_lower(trim(rest.substr(0, separator))), "_", "-");
    setting.value = std::string(trim(rest.substr(separator + 1)));
    setting.line = number;
    settings.push_back(std::move(setting));
    goes_on = true;
  }
  return settings;
}

const PipSetting* PipConfig::find(std::string_view key) const {
  const PipSetting* found = nullptr;
  for (const char* section : {"global", "install"}) {
    for (const PipSetting& setting : settings) {
      if (setting.section == section && setting.key == key) found = &setting;
    }
  }
  return found;
}

PipConfig read_pip_config(const Environment& user, const fs::path& venv, const fs::path& root) {
  PipConfig config;
  const std::string named = user.get("PIP_CONFIG_FILE");
  // The null device switches all of them off.
  if (named == "/dev/null") return config;
  const std::string folders = user.get("XDG_CONFIG_DIRS");
  if (folders.empty()) {
    add_file(root / "etc" / "xdg" / "pip" / "pip.conf", true, config);
  } else {
    for (const std::string& folder : split(folders, ':'))
      add_file(fs::path(folder) / "pip" / "pip.conf", true, config);
  }
  add_file(root / "etc" / "pip.conf", true, config);
  const fs::path home = home_of(user);
  if (home.is_absolute()) {
    add_file(home / ".pip" / "pip.conf", false, config);
    const std::string xdg = user.get("XDG_CONFIG_HOME");
    add_file((xdg.empty() ? home / ".config" : fs::path(xdg)) / "pip" / "pip.conf", false, config);
  }
  if (!venv.empty()) add_file(venv / "pip.conf", false, config);
  if (!named.empty()) add_file(named, false, config);
  return config;
}

}  // namespace ftenv

#include "inspect/python/venv.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "base/files.hpp"
#include "base/text.hpp"

namespace ftenv {
namespace {

// home = /opt/pythons/cpython-3.14.7t/bin
// include-system-site-packages = false
// version = 3.14.7
// executable = /opt/pythons/cpython-3.14.7t/bin/python3.14t
// command = /opt/pythons/cpython-3.14.7t/bin/python3.14t -m venv /home/ada/hello/.venv
// ftenv = 1
std::map<std::string, std::string> read_settings(std::string_view text) {
  std::map<std::string, std::string> settings;
  for (const std::string& line : split_lines(text)) {
    const std::size_t equals = line.find('=');
    if (equals == std::string::npos) continue;
    const std::string_view whole(line);
    settings[to_lower(trim(whole.substr(0, equals)))] = std::string(trim(whole.substr(equals + 1)));
  }
  return settings;
}

bool can_be_started(const fs::path& executable) {
  FsError error;
  const fs::file_status status = fs::status(executable, error);  // follows links: a dangling one is dead
  const auto anyone = fs::owner_exe | fs::group_exe | fs::others_exe;
  return !error && fs::is_regular_file(status) && (status.permissions() & anyone) != fs::no_perms;
}

// PEP 503: runs of "-", "_" and "." are one dash, case does not count.
std::string normal_name(std::string_view name) {
  std::string normal;
  for (const char c : to_lower(name)) {
    const bool separator = c == '-' || c == '_' || c == '.';
    if (!separator) {
      normal += c;
    } else if (normal.empty() || normal.back() != '-') {
      normal += '-';
    }
  }
  return normal;
}

std::vector<fs::path> site_packages_of(const fs::path& venv) {
  std::vector<fs::path> found{venv / "Lib" / "site-packages"};
  for (const char* library : {"lib", "lib64"}) {
    for (const fs::path& version : entries_of(venv / library)) {
      if (starts_with(version.filename().string(), "python")) found.push_back(version / "site-packages");
    }
  }
  return found;
}

}  // namespace

fs::path venv_programs(const Host& host, const fs::path& venv) {
  return venv / (host.os == "windows" ? "Scripts" : "bin");
}

fs::path venv_program(const Host& host, const fs::path& venv, const std::string& name) {
  return venv_programs(host, venv) / (host.os == "windows" ? name + ".exe" : name);
}

Result<VenvFacts> read_venv(const fs::path& directory) {
  VenvFacts facts;
  FsError error;
  const fs::file_status itself = fs::symlink_status(directory, error);
  if (itself.type() == fs::file_not_found) return facts;
  if (itself.type() == fs::status_error) return fail(file_error(error, "look at", directory));
  facts.exists = true;

  const fs::path config = directory / "pyvenv.cfg";
  if (!fs::is_regular_file(config, error)) return facts;
  FTENV_TRY(const std::string text, read_text(config, 1u << 20));
  const auto settings = read_settings(text);
  facts.is_venv = true;
  facts.ours = settings.count(k_venv_mark) != 0;
  if (const auto home = settings.find("home"); home != settings.end()) facts.home = home->second;

  // A venv of Windows has Scripts, whatever system looks at it.
  const fs::path windows = directory / "Scripts" / "python.exe";
  facts.executable = fs::exists(windows, error) ? windows : directory / "bin" / "python";
  facts.executable_alive = can_be_started(facts.executable);
  return facts;
}

std::string installed_version(const fs::path& venv, const std::string& distribution) {
  const std::string wanted = normal_name(distribution);
  for (const fs::path& site_packages : site_packages_of(venv)) {
    for (const fs::path& entry : entries_of(site_packages)) {
      const std::string name = entry.filename().string();
      if (!ends_with(name, ".dist-info")) continue;
      const std::string stem = name.substr(0, name.size() - std::string(".dist-info").size());
      const std::size_t dash = stem.rfind('-');  // a version has no dash in a file name
      if (dash == std::string::npos || normal_name(stem.substr(0, dash)) != wanted) continue;
      FsError error;
      // pip removes METADATA last but one: without it the directory is a leftover.
      if (fs::is_regular_file(entry / "METADATA", error)) return stem.substr(dash + 1);
    }
  }
  return {};
}

}  // namespace ftenv

// pip's configuration files, read as pip reads them. Starts no pip, which takes half a second.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/fs.hpp"
#include "model/environment.hpp"

namespace ftenv {

struct PipSetting {
  std::string section;  // "global", "install"
  std::string key;      // "require-virtualenv": small letters, `-` for `_`
  std::string value;    // lines that go on are joined with '\n'
  fs::path file;
  int line = 0;
  bool system = false;  // a file of the system: changing it takes root
  std::string place() const { return file.string() + ":" + std::to_string(line); }
};

struct PipConfig {
  std::vector<PipSetting> settings;  // the later one wins

  // For `pip install`: its section is stronger than [global]. nullptr where none sets it.
  const PipSetting* find(std::string_view key) const;
};

// The system's, the person's, the environment's (`venv` may be empty), PIP_CONFIG_FILE's. `root`: where
// /etc is, "/" but in tests. What can't be read is as if it were not there.
PipConfig read_pip_config(const Environment& user, const fs::path& venv, const fs::path& root);

// One file's text. Pure.
std::vector<PipSetting> parse_pip_config(std::string_view text);

}  // namespace ftenv

// Cargo's configuration as it applies in one folder: `.cargo/config.toml` (or `.cargo/config`) there and
// in every folder above, then CARGO_HOME's. Reads; runs nothing. A file that is no TOML is left out and
// named in `broken`.
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"
#include "model/environment.hpp"
#include "model/toml.hpp"

namespace ftenv {

struct CargoConfigFile {
  fs::path path;
  Toml table;
};

// A value and where it stands.
struct CargoSetting {
  const Toml* value = nullptr;  // nullptr: nowhere
  fs::path file;
  explicit operator bool() const { return value != nullptr; }
  std::string place() const;  // "FILE:LINE"
};

struct CargoConfig {
  std::vector<CargoConfigFile> files;  // nearest first
  std::vector<fs::path> broken;

  // "build.target": the nearest file that has it. Keys without dots.
  CargoSetting find(std::string_view dotted) const;
  // A variable of [env]: `VALUE` or `{ value = … }`; empty where none sets it.
  CargoSetting environment(std::string_view name) const;
};

CargoConfig read_cargo_config(const fs::path& folder, const Environment& user);

}  // namespace ftenv

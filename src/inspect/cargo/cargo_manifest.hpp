// One Cargo.toml with a [package], what it inherits from its workspace resolved. Private to this room.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "inspect/project/project.hpp"
#include "inspect/project/project_files.hpp"

namespace ftenv {

struct CargoDependency {
  std::string name;              // the key: what features call it
  std::string package;           // what the registry calls it
  std::string requirement;       // "0.28"; empty for a path or git alone
  std::optional<fs::path> path;  // absolute directory
  bool optional = false;
  bool development = false;  // [dev-dependencies]
  std::vector<Written> features;
  Written declared;  // `text` is the path as written, where there is one

  // PyO3 itself or its layer of C functions: both have the version that counts.
  bool is_pyo3() const { return package == "pyo3" || package == "pyo3-ffi"; }
};

struct CargoManifest {
  Crate crate;
  std::vector<CargoDependency> dependencies;
  bool names_library = false;  // [lib] name is written
  TomlPosition package_at;
  TomlPosition library_at;  // [lib], else 0:0

  fs::path directory() const { return crate.manifest.parent_path(); }
  bool makes_cdylib() const;
  // Also what cargo makes of an optional dependency that no `dep:` hides.
  bool knows_feature(const std::string& name) const;
};

// `workspace` is the manifest with the [workspace] table, which may be `file` itself.
Result<CargoManifest> read_cargo_manifest(ProjectFiles& files, const fs::path& file,
                                          const std::optional<fs::path>& workspace);

// All tables of dependencies, those under [target.'cfg(…)'] too.
Result<std::vector<CargoDependency>> read_cargo_dependencies(ProjectFiles& files, const fs::path& file,
                                                             const std::optional<fs::path>& workspace);

// The lowest version that a requirement such as "^0.28", ">=0.23, <0.29" or "=0.28.3" takes.
std::optional<Version> lowest_version(std::string_view requirement);

}  // namespace ftenv

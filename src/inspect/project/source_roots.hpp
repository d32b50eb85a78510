// The crates in folders that a crate is built from. Private to this room.
#pragma once

#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "inspect/cargo/cargo_manifest.hpp"
#include "inspect/project/project_files.hpp"

namespace ftenv {

// All path dependencies, those of path dependencies too. Error: project, where one leads nowhere.
Result<std::vector<CargoManifest>> path_dependencies(ProjectFiles& files, const CargoManifest& crate);

// `folders` without those that lie in another of them; the order stays.
std::vector<fs::path> outermost(const std::vector<fs::path>& folders);

}  // namespace ftenv

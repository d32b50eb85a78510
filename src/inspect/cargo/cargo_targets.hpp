// What cargo compiles of a crate beside its library: what its manifest lists, and what lies where cargo
// looks by itself. Private to this room.
#pragma once

#include <vector>

#include "base/fs.hpp"
#include "inspect/project/project.hpp"
#include "model/toml.hpp"

namespace ftenv {

// `manifest` is the Cargo.toml of `directory`. Only sources that exist; sorted within each kind. What is
// malformed is left out: cargo will say so.
std::vector<CrateTarget> read_cargo_targets(const Toml& manifest, const fs::path& directory);

}  // namespace ftenv

// Where a project may be when there is none at the place that was named. Private to this room.
#pragma once

#include <vector>

#include "base/fs.hpp"

namespace ftenv {

// The nearest folder above with a Cargo.toml or pyproject.toml, else up to three below (at most three
// levels deep) that have both. Looks at no more than a few hundred folders.
std::vector<fs::path> nearby_projects(const fs::path& folder);

}  // namespace ftenv

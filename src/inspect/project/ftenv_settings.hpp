// ftenv.toml and [tool.ftenv] of pyproject.toml. Private to this room.
#pragma once

#include <optional>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "inspect/project/project.hpp"
#include "inspect/project/project_files.hpp"

namespace ftenv {

// Key by key, ftenv.toml at `root` before [tool.ftenv]. These files come with a repository that somebody
// cloned, so a venv outside the project and an interpreter inside it are refused.
// Errors: project with FILE:LINE:COL; unsupported for a Python that never had a free-threaded build.
Result<ProjectSettings> read_settings(ProjectFiles& files, const fs::path& root,
                                      const std::optional<fs::path>& pyproject);

}  // namespace ftenv

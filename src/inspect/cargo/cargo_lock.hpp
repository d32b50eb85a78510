// Cargo.lock within a project. Private to this room; project.hpp has what others may use.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inspect/project/project.hpp"
#include "inspect/project/project_files.hpp"

namespace ftenv {

Result<std::vector<LockedPackage>> read_cargo_lock(ProjectFiles& files, const fs::path& lock);

// The version of `name` in the lock. Of several the one in the series of `wanted`, else the newest.
std::optional<Version> locked_version(const std::vector<LockedPackage>& packages, const std::string& name,
                                      const std::optional<Version>& wanted);

}  // namespace ftenv

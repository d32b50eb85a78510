// What would make a build fail late or with somebody else's words. Private to this room.
#pragma once

#include "base/result.hpp"
#include "inspect/project/project_choice.hpp"
#include "inspect/project/project_files.hpp"

namespace ftenv {

// Errors, all ErrorCode::project at FILE:LINE:COL: the crate does not use PyO3; it makes no cdylib
// (MT-17); a member of the workspace asks PyO3 for a feature `free-threaded` (PX-02); a feature is named
// that the crate does not declare (PX-01).
Status check_project(ProjectFiles& files, const ProjectChoice& choice);

}  // namespace ftenv

// The files by which a step of GitHub Actions hands variables and folders of PATH to the steps after it.
#pragma once

#include <string>

#include "base/result.hpp"
#include "model/environment.hpp"

namespace ftenv {

// Appends VIRTUAL_ENV to $GITHUB_ENV and `bin` to $GITHUB_PATH. Errors: usage where one of them is not set,
// or a path has a line break in it, which would be another variable; permission.
Status add_to_github_files(const Environment& environment, const std::string& venv, const std::string& bin);

}  // namespace ftenv

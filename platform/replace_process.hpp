// Becoming another program.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/environment.hpp"

namespace ftenv {

// Replaces this process by argv, found on `environment`'s PATH (absolute entries only). Signal handling
// is as it was before ftenv started. Comes back only with an error: process, with what could not be
// started.
Error replace_process(const std::vector<std::string>& argv, const Environment& environment);

}  // namespace ftenv

// An interpreter that is not in the store: somebody else's, who may change or remove it at any time.
#pragma once

#include <string>

#include "base/result.hpp"
#include "engine/step_kind.hpp"

namespace ftenv {

// Asks and verifies the interpreter at `executable`. Errors: unsupported, when it is not what the wish or the
// project need, with why; process, when it is broken.
Result<Toolchain> outside_toolchain(StepContext& context, const PythonWish& wish, const fs::path& executable,
                                    const std::string& origin);

}  // namespace ftenv

// Does this combination work at all? Decided from data before anything is compiled.
#pragma once

#include "base/result.hpp"
#include "inspect/project/project.hpp"
#include "model/recipe/recipe.hpp"

namespace ftenv {

// Errors, all ErrorCode::unsupported and before any work: requires-python excludes the version (MT-09),
// PyO3 is too old (PX-07…09) or too new (PX-10) for the free-threaded build of it. The hint names the
// change that mends it.
Status check_compatibility(const Project& project, const Version& python, const CompatibilityRecipe& facts);

// The lowest rustc that the crate and its PyO3 take.
Version required_rust(const Project& project, const CompatibilityRecipe& facts);

// Whether the extension will switch the GIL on at import by its PyO3's default (RT-01).
bool gil_used_by_default(const Project& project, const CompatibilityRecipe& facts);

}  // namespace ftenv

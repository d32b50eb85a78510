// Patterns of build logs that a person has added: failures.toml of an overlay.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "inspect/build_log.hpp"
#include "model/recipe/overlay.hpp"

namespace ftenv {

// Errors: usage, with FILE:LINE:COL and the key.
Result<std::vector<FailurePattern>> read_overlay_failures(const OverlayFile& file);

// Reads those of all overlays, and that every id has a page, in one of them or in ftenv.
Status check_overlay_failures(const Overlays& overlays);

}  // namespace ftenv

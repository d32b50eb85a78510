// Shows a plan of undo, asks, and carries it out: shared by `undo` and `python remove`.
#pragma once

#include "cli/invocation.hpp"
#include "cli/world.hpp"
#include "engine/undo/undo_plan.hpp"

namespace ftenv {

// Returns the exit code: 1 when something that was asked for could not be taken back, or nobody agreed.
int undo_as_asked(const Invocation& invocation, World& world, const UndoRequest& request);

}  // namespace ftenv

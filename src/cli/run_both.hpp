// `ftenv run --both -- CMD`: once with the GIL and once without, and both times side by side.
#pragma once

#include "cli/invocation.hpp"
#include "cli/world.hpp"

namespace ftenv {

// Runs the command on both sides, whatever the first one says. The exit code is that of the first that
// failed. With --json what the command prints goes to stderr.
int run_both(const Invocation& invocation, World& world);

int exit_code_of_child(const ExitStatus& status);

}  // namespace ftenv

#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"

namespace ftenv {

int run_wire_command(const Invocation&, World&) {
  return k_exit_bug;
}

}  // namespace ftenv

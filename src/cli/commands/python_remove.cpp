#include "cli/commands/commands.hpp"
#include "cli/text/output.hpp"
#include "cli/undoing.hpp"
#include "engine/toolchain/choice.hpp"

namespace ftenv {

int run_python_remove_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  const auto toolchain = choose_toolchain(services, invocation.options.python);
  if (!toolchain) {
    world.end_progress();
    return report_failure(invocation, toolchain.error(), services.cancel.signal());
  }
  return undo_as_asked(invocation, world, {false, toolchain->prefix.string()});
}

}  // namespace ftenv

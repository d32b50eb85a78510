#include <cstdio>

#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "engine/project_check.hpp"
#include "platform/replace_process.hpp"

namespace ftenv {

int run_run_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  const auto environment = project_environment(services, invocation.options);
  world.end_progress();
  if (!environment) return report_failure(invocation, environment.error(), services.cancel.signal());
  // The command takes ftenv's place: its terminal, signals and exit code are its own.
  const Error error = replace_process(invocation.rest, *environment);
  return report_failure(invocation, error, services.cancel.signal());
}

}  // namespace ftenv

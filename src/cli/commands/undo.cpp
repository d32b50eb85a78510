#include <cstdio>

#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/text/output.hpp"
#include "cli/text/undo_text.hpp"
#include "cli/undoing.hpp"

namespace ftenv {

int run_undo_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  if (invocation.all && !invocation.subject.empty()) {
    world.end_progress();
    const Error error =
        fail(ErrorCode::usage, "`--all` leaves nothing to name: `" + invocation.subject + "` is too much")
            .value();
    return report_failure(invocation, error, 0);
  }
  if (!invocation.list)
    return undo_as_asked(invocation, world, {invocation.all, invocation.subject, invocation.packages});
  world.end_progress();
  const auto runs = undo_runs(services);
  if (!runs) return report_failure(invocation, runs.error(), 0);
  if (invocation.json) {
    const Json document = Json::object({{"schema", 1}, {"ok", true}, {"runs", undo_runs_json(*runs)}});
    std::printf("%s\n", document.dump().c_str());
  } else {
    std::fputs(render_undo_runs(*runs, text_layout(invocation, services.user_environment)).c_str(), stdout);
  }
  return k_exit_ok;
}

}  // namespace ftenv

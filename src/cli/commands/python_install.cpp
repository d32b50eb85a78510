#include <cstdio>

#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/text/output.hpp"

namespace ftenv {

int run_python_install_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  auto job = prepare_main_job(services, invocation.options, JobScope::interpreter);
  if (!job) {
    world.end_progress();
    return report_failure(invocation, job.error(), services.cancel.signal());
  }
  if (job->plan.changes() && !invocation.quiet) {
    std::fputs(
        (render_plan(job->plan, stderr_style(invocation), invocation.verbosity > 0, services.host) + "\n")
            .c_str(),
        stderr);
  }
  RunOutcome outcome;
  const Status status = run_main_job(services, *job, outcome);
  world.end_progress();
  if (!status) {
    return report_failure(invocation, status.error(), services.cancel.signal(),
                          report_json(*job, outcome, services));
  }
  if (invocation.json) {
    std::printf("%s\n", report_json(*job, outcome, services).dump().c_str());
  } else if (const auto& python = job->state.python) {
    std::printf("%s\n", python->executable.string().c_str());
  }
  return k_exit_ok;
}

}  // namespace ftenv

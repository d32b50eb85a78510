#include <cstdio>

#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/text/output.hpp"

namespace ftenv {

int run_up_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  auto job = prepare_main_job(services, invocation.options, JobScope::project);
  if (!job) {
    world.end_progress();
    return report_failure(invocation, job.error(), services.cancel.signal());
  }
  const Style talk = stderr_style(invocation);
  if (job->plan.changes() && !invocation.quiet) {
    std::fputs((render_plan(job->plan, talk, invocation.verbosity > 0, services.host) + "\n").c_str(),
               stderr);
  }
  RunOutcome outcome;
  const Status status = run_main_job(services, *job, outcome);
  world.end_progress();
  if (!status) {
    Json document = report_json(*job, outcome, services);
    return report_failure(invocation, status.error(), services.cancel.signal(), std::move(document));
  }
  if (invocation.json) std::printf("%s\n", report_json(*job, outcome, services).dump().c_str());
  if (!invocation.quiet) {
    const Style style = invocation.json ? talk : stdout_style(invocation);
    const std::string report = render_report(*job, outcome, style, services, invocation.verbosity > 0);
    std::fputs(("\n" + report).c_str(), invocation.json ? stderr : stdout);
  }
  return k_exit_ok;
}

}  // namespace ftenv

#include <cstdio>

#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"

namespace ftenv {

int run_plan_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  const auto job = prepare_main_job(services, invocation.options, JobScope::project);
  world.end_progress();
  if (!job) return report_failure(invocation, job.error(), services.cancel.signal());
  if (invocation.json) {
    const Json document = Json::object(
        {{"schema", 1}, {"ok", true}, {"changes", job->plan.changes()}, {"steps", plan_json(job->plan)}});
    std::printf("%s\n", document.dump().c_str());
  } else if (!invocation.quiet) {
    std::fputs(render_plan(job->plan, stdout_style(invocation), /*with_commands=*/true).c_str(), stdout);
  }
  return invocation.check && job->plan.changes() ? k_exit_failed : k_exit_ok;
}

}  // namespace ftenv

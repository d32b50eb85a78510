#include <cstdio>

#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "platform/replayed_machine.hpp"

namespace ftenv {
namespace {

void show_as_there(Plan& plan) {
  for (PlannedStep& step : plan.steps) {
    step.because = ReplayedMachine::without_root(step.because);
    for (Command& command : step.commands) {
      command.argv = ReplayedMachine::without_root(command.argv);
      command.directory = ReplayedMachine::without_root(command.directory);
      for (auto& [name, value] : command.environment) value = ReplayedMachine::without_root(value);
    }
  }
}

void show_as_there(Error& error) {
  error.message = ReplayedMachine::without_root(error.message);
  for (std::string& line : error.context) line = ReplayedMachine::without_root(line);
  for (std::string& line : error.hints) line = ReplayedMachine::without_root(line);
}

Result<MainJob> plan_for(const ReplayedMachine& machine, Services& services, Options options) {
  options.elsewhere = ReplayedMachine::root();
  auto job = prepare_main_job(services, options, JobScope::project);
  // A question without an answer first: whatever followed from it is no plan.
  if (auto refused = machine.refused()) return fail(std::move(*refused));
  if (job) {
    show_as_there(job->plan);
  } else {
    show_as_there(job.error());
  }
  return job;
}

Json host_json(const Invocation& invocation, const Host& host) {
  return Json::object({{"file", invocation.host_file},
                       {"name", host.pretty_name},
                       {"platform", host.platform()},
                       {"root", host.root}});
}

}  // namespace

int run_plan_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  const ReplayedMachine* machine = world.replayed();
  const auto job = machine != nullptr ? plan_for(*machine, services, invocation.options)
                                      : prepare_main_job(services, invocation.options, JobScope::project);
  world.end_progress();
  if (!job) return report_failure(invocation, job.error(), services.cancel.signal());
  if (invocation.json) {
    Json document = Json::object(
        {{"schema", 1}, {"ok", true}, {"changes", job->plan.changes()}, {"steps", plan_json(job->plan)}});
    document.set("notes", Json::array(job->plan.notes));
    if (machine != nullptr) document.set("host", host_json(invocation, services.host));
    std::printf("%s\n", document.dump().c_str());
  } else if (!invocation.quiet) {
    if (machine != nullptr)
      std::printf("for %s (%s), as `%s` describes it; nothing was started\n",
                  services.host.pretty_name.c_str(), services.host.platform().c_str(),
                  invocation.host_file.c_str());
    std::fputs(render_plan(job->plan, stdout_style(invocation), true, services.host.root).c_str(), stdout);
  }
  return invocation.check && job->plan.changes() ? k_exit_failed : k_exit_ok;
}

}  // namespace ftenv

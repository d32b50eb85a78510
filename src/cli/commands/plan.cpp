#include <cstdio>

#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/text/output.hpp"
#include "platform/replayed_machine.hpp"

namespace ftenv {
namespace {

void show_as_there(const ReplayedMachine& machine, const std::vector<fs::path>& ours, Plan& plan) {
  for (PlannedStep& step : plan.steps) {
    step.because = machine.as_there(step.because, ours);
    for (Command& command : step.commands) {
      command.argv = machine.as_there(command.argv, ours);
      command.directory = machine.as_there(command.directory, ours);
      for (auto& [name, value] : command.environment) value = machine.as_there(value, ours);
    }
  }
}

void show_as_there(const ReplayedMachine& machine, Error& error) {
  error.message = machine.as_there(error.message);
  for (std::string& line : error.context) line = machine.as_there(line);
  for (std::string& line : error.hints) line = machine.as_there(line);
}

Result<MainJob> plan_for(const ReplayedMachine& machine, Services& services, Options options) {
  options.on_paper = true;
  auto job = prepare_main_job(services, options, JobScope::project);
  // A question without an answer first: whatever followed from it is no plan.
  if (auto refused = machine.refused()) return fail(std::move(*refused));
  if (!job) {
    show_as_there(machine, job.error());
  } else if (const auto& project = job->project) {
    show_as_there(machine, {project->root}, job->plan);
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
    Json document = Json::object({{"schema", 1},
                                  {"ok", true},
                                  {"changes", job->plan.changes()},
                                  {"steps", plan_json(job->plan, services.host)}});
    document.set("recipes", overlays_json(services.recipes.overlays));
    document.set("notes", Json::array(job->plan.notes));
    if (machine != nullptr) document.set("host", host_json(invocation, services.host));
    std::printf("%s\n", document.dump().c_str());
  } else if (!invocation.quiet) {
    if (machine != nullptr)
      std::printf("for %s (%s), as `%s` describes it; nothing was started\n",
                  services.host.pretty_name.c_str(), services.host.platform().c_str(),
                  invocation.host_file.c_str());
    std::fputs(render_plan(job->plan, stdout_style(invocation), true, services.host).c_str(), stdout);
  }
  return invocation.check && job->plan.changes() ? k_exit_failed : k_exit_ok;
}

}  // namespace ftenv

#include <cstdio>

#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/github_files.hpp"
#include "cli/output.hpp"
#include "cli/shell_lines.hpp"
#include "engine/project_check.hpp"
#include "inspect/venv.hpp"

namespace ftenv {
namespace {

// Windows has no SHELL; a bash there sets it.
std::string shell_of_person(const Services& services) {
  const bool windows = services.host.os == "windows";
  return shell_name(services.user_environment.get("SHELL", windows ? "powershell" : "/bin/sh"));
}

int print_unset(const Services& services, const Invocation& invocation, const std::string& shell) {
  std::vector<std::string> set;
  for (const std::string& name : services.recipes.environment.watched) {
    if (services.user_environment.has(name)) set.push_back(name);
  }
  if (invocation.json) {
    std::printf("%s\n", Json::object({{"schema", 1}, {"unset", Json::array(set)}}).dump().c_str());
    return k_exit_ok;
  }
  for (const std::string& name : set) std::printf("%s\n", unset_variable_line(shell, name).c_str());
  if (set.empty() && !invocation.quiet)
    std::fputs("none of the variables that change builds is set here\n", stderr);
  return k_exit_ok;
}

}  // namespace

int run_env_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  world.end_progress();
  const std::string shell = invocation.shell.empty() ? shell_of_person(services) : invocation.shell;
  if (invocation.unset) return print_unset(services, invocation, shell);
  Project project;
  const auto venv = require_venv(services, invocation.options, project);
  if (!venv) return report_failure(invocation, venv.error(), services.cancel.signal());
  const std::string bin = venv_programs(services.host, *venv).string();
  if (invocation.json) {
    const Json document = Json::object({{"schema", 1},
                                        {"set", Json::object({{"VIRTUAL_ENV", venv->string()}})},
                                        {"path", Json::array({bin})}});
    std::printf("%s\n", document.dump().c_str());
    return k_exit_ok;
  }
  if (shell == "github") {
    const Status added = add_to_github_files(services.user_environment, venv->string(), bin);
    return added ? k_exit_ok : report_failure(invocation, added.error(), 0);
  }
  std::printf("%s\n%s\n", set_variable_line(shell, "VIRTUAL_ENV", venv->string()).c_str(),
              prepend_path_line(shell, bin).c_str());
  return k_exit_ok;
}

}  // namespace ftenv

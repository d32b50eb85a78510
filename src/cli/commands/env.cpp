#include <cstdio>

#include "cli/commands/commands.hpp"
#include "cli/env/editor_settings.hpp"
#include "cli/env/github_files.hpp"
#include "cli/env/shell_lines.hpp"
#include "cli/exit_code.hpp"
#include "cli/text/output.hpp"
#include "engine/maturin_command.hpp"
#include "engine/project_check.hpp"
#include "inspect/python/interpreter.hpp"
#include "inspect/python/venv.hpp"

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

// What goes with nothing else would be left undone without a word.
Status refuse_what_says_nothing(const Invocation& invocation) {
  if (invocation.editor && (invocation.unset || !invocation.shell.empty())) {
    return fail(ErrorCode::usage,
                "`--editor` prints settings, and `--shell` and `--unset` are about lines for a shell",
                {"leave one of them out"});
  }
  if (invocation.shell != "github") return {};
  if (invocation.unset) {
    return fail(ErrorCode::usage, "a step of GitHub Actions can't unset a variable for the steps after it",
                {"in each step that needs it: `eval \"$(ftenv env --unset --shell bash)\"`"});
  }
  if (invocation.json) {
    return fail(ErrorCode::usage,
                "`--shell github` adds to files and prints nothing, and `--json` only prints",
                {"`ftenv env --json` prints what would be set"});
  }
  return {};
}

int print_editor_settings(Services& services, const Invocation& invocation, const Project& project,
                          const fs::path& venv) {
  const fs::path python = venv_program(services.host, venv, "python");
  const auto facts = ask_interpreter(services.processes, services.child_environment, python);
  if (!facts) return report_failure(invocation, facts.error(), services.cancel.signal());
  EditorFacts editor;
  editor.python = python.string();
  editor.target_dir = (target_directory(project, facts->abi()) / "rust-analyzer").string();
  const FeatureSelection selection = select_features(project);
  // Features are given to every member of a workspace, and the others may not have them.
  editor.own_features = facts->free_threaded && !selection.dropped.empty() &&
                        project.workspace_root == project.crate.manifest.parent_path();
  editor.features = selection.features;
  const Json settings = editor_settings(editor);
  const Json document = invocation.json ? Json::object({{"schema", 1}, {"settings", settings}}) : settings;
  std::printf("%s\n", document.dump().c_str());
  if (!invocation.json && !invocation.quiet) std::fputs(editor_hint().c_str(), stderr);
  return k_exit_ok;
}

}  // namespace

int run_env_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  world.end_progress();
  const std::string shell = invocation.shell.empty() ? shell_of_person(services) : invocation.shell;
  if (const Status refused = refuse_what_says_nothing(invocation); !refused)
    return report_failure(invocation, refused.error(), 0);
  if (invocation.unset) return print_unset(services, invocation, shell);
  Project project;
  const auto venv = require_venv(services, invocation.options, project);
  if (!venv) return report_failure(invocation, venv.error(), services.cancel.signal());
  if (invocation.editor) return print_editor_settings(services, invocation, project, *venv);
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

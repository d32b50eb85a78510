#include <cstdio>

#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/run_both.hpp"
#include "cli/text/explanation.hpp"
#include "cli/text/output.hpp"
#include "engine/failure_log.hpp"
#include "engine/project_check.hpp"
#include "platform/replace_process.hpp"
#include "platform/watch_process.hpp"

namespace ftenv {
namespace {

// `run --explain`: the output passes by and is read at the same time.
int run_and_explain(const Invocation& invocation, Services& services, const Environment& environment) {
  const std::vector<FailurePattern> patterns = known_failures(services.recipes.overlays);
  LogScanner scanner(patterns);
  ProcessRequest request;
  request.argv = invocation.rest;
  request.environment = environment;
  request.on_line = [&](std::string_view line) {
    std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
    scanner.feed(std::string(line) + "\n");
  };
  const auto outcome = services.processes.run(request);
  if (!outcome) return report_failure(invocation, outcome.error(), services.cancel.signal());
  if (outcome->status.ok()) return k_exit_ok;
  const auto explanation = explain_log(services, scanner.finish(), invocation.options.project);
  if (explanation) {
    const TextLayout layout = text_layout(invocation, services.user_environment);
    std::fputs(("\n" + render_explanation("the output above", *explanation, layout)).c_str(), stderr);
  }
  return exit_code_of_child(outcome->status);
}

// What is missing is mostly a tool that a package of Python brings, under the same name.
Error with_way_out(Error error, const Invocation& invocation) {
  const std::string& program = invocation.rest.front();
  if (!starts_with(error.message, "there is no command") || program.find_first_of("/\\") != program.npos)
    return error;
  error.hints.push_back(
      "if a Python package brings it, install it into the environment: `ftenv run -- pip install " +
      shell_quote(program) + "`");
  return error;
}

// At a terminal ftenv stays, to be there when the command fails.
int run_and_offer(const Invocation& invocation, Services& services, const Environment& environment) {
  const auto status = watch_process(invocation.rest, environment, services.cancel);
  if (!status)
    return report_failure(invocation, with_way_out(status.error(), invocation), services.cancel.signal());
  const int code = exit_code_of_child(*status);
  if (code != 0 && services.cancel.signal() == 0 && !invocation.quiet) {
    const std::string project = invocation.options.project == "."
                                    ? ""
                                    : "--project " + shell_quote(invocation.options.project.string()) + " ";
    std::fprintf(stderr, "%s `ftenv run --explain %s-- %s` runs it again and says what its output means\n",
                 stderr_style(invocation).bold("hint:").c_str(), project.c_str(),
                 shell_line(invocation.rest).c_str());
  }
  return code;
}

}  // namespace

int run_run_command(const Invocation& invocation, World& world) {
  if (invocation.both) return run_both(invocation, world);
  Services& services = world.services();
  const auto environment = project_environment(services, invocation.options);
  world.end_progress();
  if (!environment) return report_failure(invocation, environment.error(), services.cancel.signal());
  if (invocation.explain) return run_and_explain(invocation, services, *environment);
  if (probe_terminal(services.user_environment).stderr_is_terminal)
    return run_and_offer(invocation, services, *environment);
  // The command takes ftenv's place: its streams, signals and exit code are its own.
  const Error error = replace_process(invocation.rest, *environment);
  return report_failure(invocation, with_way_out(error, invocation), services.cancel.signal());
}

}  // namespace ftenv

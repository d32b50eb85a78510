#include "cli/run_both.hpp"

#include <chrono>
#include <cstdio>
#include <optional>

#include "base/text.hpp"
#include "cli/text/output.hpp"
#include "engine/both/gil_side.hpp"
#include "engine/project_check.hpp"
#include "platform/watch_process.hpp"

namespace ftenv {
namespace {

struct SideRun {
  const char* name;
  const ProjectSide* side;
  int code = 0;
  std::chrono::duration<double> time{0};
};

Status run_side(const Invocation& invocation, Services& services, SideRun& run) {
  Options options = invocation.options;
  options.venv = run.side->venv.string();
  FTENV_TRY(const Environment environment, project_environment(services, options));
  const std::string title = std::string(run.name) + ": CPython " + run.side->python.version.text() +
                            (run.side->python.free_threaded ? "t" : "");
  if (!invocation.quiet)
    std::fprintf(stderr, "%s\n", stderr_style(invocation).bold("── " + title + " ──").c_str());
  const auto begin = std::chrono::steady_clock::now();
  if (invocation.json) {
    ProcessRequest request;
    request.argv = invocation.rest;
    request.environment = environment;
    request.on_line = [](std::string_view line) {
      std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
    };
    FTENV_TRY(const ProcessOutcome outcome, services.processes.run(request));
    run.code = exit_code_of_child(outcome.status);
  } else {
    FTENV_TRY(const ExitStatus status, watch_process(invocation.rest, environment, services.cancel));
    run.code = exit_code_of_child(status);
  }
  run.time = std::chrono::steady_clock::now() - begin;
  return {};
}

std::string seconds(std::chrono::duration<double> time) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f s", time.count());
  return text;
}

std::string table(const std::vector<SideRun>& runs, const Style& style) {
  std::string text = "\n" +
                     style.bold(pad_to("", 16) + pad_to("interpreter", 16) + pad_to("GIL", 6) +
                                pad_to("time", 12) + "exit") +
                     "\n";
  for (const SideRun& run : runs) {
    const InterpreterFacts& python = run.side->python;
    text += pad_to(run.name, 16) + pad_to(python.version.text() + (python.free_threaded ? "t" : ""), 16) +
            pad_to(run.side->gil_after_import ? "on" : "off", 6) + pad_to(seconds(run.time), 12) +
            std::to_string(run.code) + "\n";
  }
  if (runs[1].time.count() > 0 && runs[0].code == 0 && runs[1].code == 0) {
    char line[96];
    std::snprintf(line, sizeof line, "without the GIL it takes %.2f times as long as with it\n",
                  runs[1].time.count() / std::max(runs[0].time.count(), 1e-6));
    text += line;
  }
  return text;
}

Json sides_json(const std::vector<SideRun>& runs) {
  Json sides(Json::Array{});
  for (const SideRun& run : runs) {
    sides.push(Json::object({{"name", run.name},
                             {"python", run.side->python.version.text()},
                             {"abi", run.side->python.abi()},
                             {"venv", run.side->venv.string()},
                             {"gil_enabled_after_import", run.side->gil_after_import},
                             {"seconds", run.time.count()},
                             {"exit_code", run.code}}));
  }
  return sides;
}

}  // namespace

int exit_code_of_child(const ExitStatus& status) {
  if (status.kind == ExitStatus::exited) return status.value;
  return status.kind == ExitStatus::signaled ? 128 + status.value : 127;
}

int run_both(const Invocation& invocation, World& world) {
  Services& services = world.services();
  const auto both = prepare_both(services, invocation.options);
  world.end_progress();
  if (!both) return report_failure(invocation, both.error(), services.cancel.signal());
  std::vector<SideRun> runs{{"with the GIL", &both->gil}, {"without the GIL", &both->free_threaded}};
  for (SideRun& run : runs) {
    const Status status = run_side(invocation, services, run);
    if (!status) return report_failure(invocation, status.error(), services.cancel.signal());
    if (services.cancel.requested()) return 128 + services.cancel.signal();
  }
  const int code = runs[0].code != 0 ? runs[0].code : runs[1].code;
  if (invocation.json) {
    const Json document = Json::object({{"schema", 1}, {"ok", code == 0}, {"sides", sides_json(runs)}});
    std::printf("%s\n", document.dump().c_str());
  } else if (!invocation.quiet) {
    std::fputs(table(runs, stderr_style(invocation)).c_str(), stderr);
  }
  return code;
}

}  // namespace ftenv

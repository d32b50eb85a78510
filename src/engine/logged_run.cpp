#include "engine/logged_run.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/failure_log.hpp"

namespace ftenv {

Status run_logged(Services& services, const LoggedRun& run) {
  ProcessRequest request;
  request.argv = run.argv;
  request.environment = run.environment;
  request.directory = run.directory;
  request.log = services.store.logs() / ((run.log.empty() ? run.step : run.log) + ".log");
  request.on_line = [&](std::string_view line) {
    const std::optional<StepProgress> shown =
        run.progress ? run.progress(line) : StepProgress{std::string(trim(line)), 0, 0, false, 0};
    if (shown) services.reporter.step_progress(run.step, *shown);
  };
  FTENV_CHECK(make_directories(request.log.parent_path()));
  FTENV_CHECK(start_log(request.log, {run.argv, {}, run.directory.string(), false}, services.clock.utc()));
  FTENV_TRY(const ProcessOutcome outcome, services.processes.run(request));
  if (outcome.status.ok()) return {};
  return fail(
      explain_failure(services, ErrorCode::process, run.failure + ": " + outcome.status.text(), request.log));
}

}  // namespace ftenv

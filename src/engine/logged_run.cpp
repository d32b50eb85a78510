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
  request.log = services.store.logs() / (run.step + ".log");
  request.on_line = [&](std::string_view line) {
    services.reporter.step_progress(run.step, {std::string(trim(line)), 0, 0, false, 0});
  };
  FTENV_CHECK(make_directories(request.log.parent_path()));
  FTENV_CHECK(start_log(request.log, {run.argv, {}, run.directory.string(), false}, services.clock.utc()));
  FTENV_TRY(const ProcessOutcome outcome, services.processes.run(request));
  if (outcome.status.ok()) return {};
  return fail(explain_failure(ErrorCode::process, run.failure + ": " + outcome.status.text(), request.log));
}

}  // namespace ftenv

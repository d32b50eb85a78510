#include <algorithm>

#include "base/files.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "engine/cpython/commands.hpp"
#include "engine/cpython/compile_count.hpp"
#include "engine/cpython/headers.hpp"
#include "engine/cpython/stages.hpp"
#include "engine/failure_log.hpp"

namespace ftenv {
namespace {

Result<ProcessOutcome> compile_all(const BuildContext& context, const Command& command, const fs::path& log,
                                   std::uintmax_t total) {
  ProcessRequest request = request_for(context.services, command);
  request.log = log;
  std::uintmax_t done = 0;
  request.on_line = [&](std::string_view line) {
    if (!compiles_a_file(line)) return;
    ++done;
    context.progress("compiling", std::min(done, total), total);
  };
  return context.services.processes.run(request);
}

}  // namespace

Status run_make(const BuildContext& context) {
  Services& services = context.services;
  const fs::path log = services.store.logs() / "python-make.log";
  const Command command = make_command(services, context.build, context.tree.source());
  FTENV_TRY(const std::string makefile, read_text(context.tree.source() / "Makefile"));
  // PGO compiles everything twice.
  const std::uintmax_t total = object_files_in(makefile) * (context.build.optimized ? 2 : 1);
  FTENV_CHECK(make_directories(services.store.logs()));
  FTENV_CHECK(start_log(log, command, services.clock.utc()));
  FTENV_TRY(const auto work, BuildTree::Work::begin(context.tree));
  context.progress("compiling", 0, total);
  FTENV_CHECK(precompile_headers(context));
  FTENV_TRY(ProcessOutcome outcome, compile_all(context, command, log, total));
  // Some compilers can make a precompiled header but not load it (a hardened kernel moves it in memory).
  if (!outcome.status.ok() && remove_precompiled_headers(context)) {
    log_info("make failed; once more without precompiled headers");
    FTENV_CHECK(start_log(log, command, services.clock.utc()));
    FTENV_TRY(outcome, compile_all(context, command, log, total));
  }
  if (!outcome.status.ok()) {
    return fail(explain_failure(services, ErrorCode::process,
                                "make of " + context.subject() + " ended with " + outcome.status.text(),
                                log));
  }
  remove_precompiled_headers(context);
  return context.tree.mark_made();
}

}  // namespace ftenv

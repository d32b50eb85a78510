#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/fs.hpp"
#include "base/log.hpp"
#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/text/output.hpp"
#include "engine/sudo_check.hpp"

namespace ftenv {
namespace {

// Those that make files which somebody wants to use afterwards.
bool makes_files(const Invocation& invocation) {
  switch (invocation.command) {
    case CommandId::up:
    case CommandId::python_install:
    case CommandId::wheel_build:
      return true;
    case CommandId::run:
      return invocation.both;
    case CommandId::doctor:
      return invocation.fix && !invocation.dry_run;
    case CommandId::wire:
    case CommandId::ci_init:
      return invocation.write;
    case CommandId::ci_check:
      return invocation.fix;
    default:
      return false;
  }
}

// Whoever removes a project and fetches it again elsewhere still has shells in the old folder. No path can be
// made absolute there.
Status check_folder() {
  FsError gone;
  fs::current_path(gone);
  if (!gone) return {};
  return fail(ErrorCode::usage, "the folder that ftenv was started in is gone (" + gone.message() + ")",
              {"go to one that is there; if it was made again, `cd \"$PWD\"` leads into the new one"});
}

int dispatch(const Invocation& invocation, World& world) {
  if (makes_files(invocation) && !invocation.options.yes) {
    if (const Status refused = refuse_sudo(world.services()); !refused) {
      world.end_progress();
      return report_failure(invocation, refused.error(), 0);
    }
  }
  switch (invocation.command) {
    case CommandId::plan:
      return run_plan_command(invocation, world);
    case CommandId::up:
      return run_up_command(invocation, world);
    case CommandId::verify:
      return run_verify_command(invocation, world);
    case CommandId::doctor:
      return run_doctor_command(invocation, world);
    case CommandId::explain:
      return run_explain_command(invocation, world);
    case CommandId::report:
      return run_report_command(invocation, world);
    case CommandId::run:
      return run_run_command(invocation, world);
    case CommandId::env:
      return run_env_command(invocation, world);
    case CommandId::python_install:
      return run_python_install_command(invocation, world);
    case CommandId::python_list:
      return run_python_list_command(invocation, world);
    case CommandId::python_which:
      return run_python_which_command(invocation, world);
    case CommandId::python_verify:
      return run_python_verify_command(invocation, world);
    case CommandId::python_pack:
      return run_python_pack_command(invocation, world);
    case CommandId::wire:
      return run_wire_command(invocation, world);
    case CommandId::wheel_build:
      return run_wheel_build_command(invocation, world);
    case CommandId::wheel_check:
      return run_wheel_check_command(invocation, world);
    case CommandId::ci_check:
      return run_ci_check_command(invocation, world);
    case CommandId::ci_init:
      return run_ci_init_command(invocation, world);
    case CommandId::deps:
      return run_deps_command(invocation, world);
    case CommandId::undo:
      return run_undo_command(invocation, world);
    case CommandId::python_remove:
      return run_python_remove_command(invocation, world);
    case CommandId::none:
    case CommandId::help:
    case CommandId::completions:
      break;
  }
  return k_exit_bug;
}

int run_parsed(int argc, const char* const* argv, CancelToken& cancel) {
  const ParseOutcome parsed = parse_command_line(argc, argv);
  if (parsed.finished) {
    std::fputs(parsed.text.c_str(), parsed.exit_code == k_exit_ok ? stdout : stderr);
    return parsed.exit_code;
  }
  const Invocation& invocation = parsed.invocation;
  if (invocation.command == CommandId::help) return run_manual_command(invocation);
  set_log_level(invocation.verbosity >= 2   ? LogLevel::debug
                : invocation.verbosity == 1 ? LogLevel::info
                                            : LogLevel::off);
  if (const Status there = check_folder(); !there) return report_failure(invocation, there.error(), 0);
  const auto world = World::create(invocation, cancel);
  if (!world) return report_failure(invocation, world.error(), 0);
  return dispatch(invocation, **world);
}

// A file that was cut short by a full disk is not to be taken for what was asked for.
int end_output(int code) {
  const bool flushed = std::fflush(stdout) == 0;
  const std::string because = flushed ? "" : std::string(": ") + std::strerror(errno);
  if (flushed && std::ferror(stdout) == 0) return code;
  std::fprintf(stderr, "error: stdout could not be written to the end%s\n", because.c_str());
  return code == k_exit_ok ? k_exit_failed : code;
}

}  // namespace

int run_ftenv(int argc, const char* const* argv, CancelToken& cancel) {
  if (argc > 1 && std::string_view(argv[1]) == "__complete") return run_complete_command(argc, argv);
  return end_output(run_parsed(argc, argv, cancel));
}

}  // namespace ftenv

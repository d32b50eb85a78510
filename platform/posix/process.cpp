#include "platform/process.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/text.hpp"
#include "platform/posix/child_output.hpp"
#include "platform/posix/guard.hpp"
#include "platform/posix/interruption.hpp"
#include "platform/posix/spawn.hpp"
#include "platform/posix/supervisor.hpp"
#include "platform/posix/suspension.hpp"
#include "platform/posix/wait_status.hpp"

namespace ftenv {
namespace {

// An argument with a NUL inside would reach the program cut short.
bool holds_nul(const std::vector<std::string>& strings) {
  for (const std::string& text : strings)
    if (text.find('\0') != std::string::npos) return true;
  return false;
}

// A file of that name lies in the PATH, but nobody may run it: a shell's 126 and not 127.
bool lies_in_path(const std::string& name, const std::string& path_variable) {
  struct stat facts {};
  for (const std::string& directory : split(path_variable, ':'))
    if (starts_with(directory, "/") && ::stat((directory + "/" + name).c_str(), &facts) == 0 &&
        S_ISREG(facts.st_mode))
      return true;
  return false;
}

// The path to exec, or why there is none. A name with a '/' is left to exec, which sees it from the
// child's directory.
std::variant<std::string, ExitStatus> locate(const ProcessRequest& request) {
  const std::string& name = request.argv.front();
  if (name.find('/') != std::string::npos) return name;
  const std::string path = request.environment.get("PATH");
  if (const auto found = find_program(name, path)) return found->string();
  if (!name.empty() && lies_in_path(name, path)) return decode_exec_errno(EACCES, true);
  return decode_exec_errno(ENOENT, false);
}

}  // namespace

Result<ProcessOutcome> SystemProcessRunner::run(const ProcessRequest& request) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  if (m_cancel.requested()) return fail(interruption(m_cancel));
  if (request.argv.empty()) return fail(ErrorCode::internal, "a child without a program was asked for");

  SpawnRequest spawn_request;
  spawn_request.argv = request.argv;
  spawn_request.environment = request.environment.block();
  spawn_request.directory = request.directory.string();
  spawn_request.keep_session = request.terminal_input;
  // A pipe is not ours to give away: it may hold the script that runs us.
  spawn_request.keep_input = request.terminal_input && ::isatty(STDIN_FILENO) != 0;
  if (holds_nul(spawn_request.argv) || holds_nul(spawn_request.environment))
    return fail(ErrorCode::internal, "an argument or variable of `" + request.argv.front() + "` holds a NUL");

  ProcessOutcome outcome;
  ChildOutput output(request);
  FTENV_CHECK(output.open_log());
  auto located = locate(request);
  if (const auto* status = std::get_if<ExitStatus>(&located)) {
    outcome.status = *status;
    return outcome;
  }
  spawn_request.program = std::get<std::string>(located);
  FTENV_TRY(auto spawned, spawn(spawn_request));
  if (const auto* status = std::get_if<ExitStatus>(&spawned)) {
    outcome.status = *status;
    return outcome;
  }
  auto& child = std::get<SpawnedChild>(spawned);
  const GuardedGroup guarded(child.pid);
  std::optional<SuspendedGroup> suspended;
  if (!request.terminal_input) suspended.emplace(child.pid);
  output.attach(std::move(child.out), std::move(child.err));
  Supervisor supervisor(request, m_cancel, m_intervals, child.pid, !request.terminal_input, output);
  FTENV_TRY(outcome.status, supervisor.run());
  outcome.out = output.take_out();
  outcome.err = output.take_err();
  outcome.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
  return outcome;
}

}  // namespace ftenv

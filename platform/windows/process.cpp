#include "platform/process.hpp"

#include <variant>

#include "platform/windows/child_output.hpp"
#include "platform/windows/environment_block.hpp"
#include "platform/windows/interruption.hpp"
#include "platform/windows/program_path.hpp"
#include "platform/windows/spawn.hpp"
#include "platform/windows/supervisor.hpp"
#include "platform/windows/system_error.hpp"

namespace ftenv {
namespace {

// An argument with a NUL inside would reach the program cut short.
bool holds_nul(const std::vector<std::string>& strings) {
  for (const std::string& text : strings)
    if (text.find('\0') != std::string::npos) return true;
  return false;
}

// Seen from the child's directory, as on other systems; CreateProcessW would take ours.
fs::path program_of(const ProcessRequest& request) {
  const std::string& name = request.argv.front();
  if (is_path(name)) {
    const fs::path from = request.directory.empty() ? fs::current_path() : request.directory;
    const auto found = find_program(fs::absolute(fs::path(name), from).string(), "");
    return found ? *found : fs::path();
  }
  return find_program(name, request.environment.get("PATH")).value_or(fs::path());
}

bool console_is_input() {
  DWORD mode = 0;
  return ::GetConsoleMode(::GetStdHandle(STD_INPUT_HANDLE), &mode) != 0;
}

}  // namespace

Result<ProcessOutcome> SystemProcessRunner::run(const ProcessRequest& request) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  if (m_cancel.requested()) return fail(interruption(m_cancel));
  if (request.argv.empty()) return fail(ErrorCode::internal, "a child without a program was asked for");
  if (holds_nul(request.argv) || holds_nul(request.environment.block()))
    return fail(ErrorCode::internal, "an argument or variable of `" + request.argv.front() + "` holds a NUL");

  ProcessOutcome outcome;
  ChildOutput output(request);
  FTENV_CHECK(output.open_log());
  SpawnRequest wanted;
  wanted.program = program_of(request);
  if (wanted.program.empty()) {
    outcome.status = {ExitStatus::not_found, ERROR_FILE_NOT_FOUND};
    return outcome;
  }
  FTENV_TRY(wanted.line, line_for(wanted.program, request.argv));
  wanted.environment = environment_block(request.environment);
  wanted.directory = request.directory;
  wanted.own_console = !request.terminal_input;
  // A pipe is not ours to give away: it may hold the script that runs us.
  if (request.terminal_input && console_is_input()) wanted.input = ::GetStdHandle(STD_INPUT_HANDLE);
  UniqueHandle out_end;
  UniqueHandle err_end;
  FTENV_TRY(OutputPipe out, OutputPipe::create(out_end));
  FTENV_TRY(OutputPipe err, OutputPipe::create(err_end));
  wanted.output = out_end.get();
  wanted.error = err_end.get();
  FTENV_TRY(Job job, Job::create());
  if (!request.terminal_input) wanted.job = &job;
  FTENV_TRY(auto spawned, spawn(wanted));
  out_end.reset();
  err_end.reset();
  if (const auto* status = std::get_if<ExitStatus>(&spawned)) {
    outcome.status = *status;
    return outcome;
  }
  output.attach(std::move(out), std::move(err));
  Supervisor supervisor(request, m_cancel, m_intervals, std::get<SpawnedProcess>(spawned),
                        request.terminal_input ? nullptr : &job, output);
  FTENV_TRY(outcome.status, supervisor.run());
  outcome.out = std::move(output.out());
  outcome.err = std::move(output.err());
  outcome.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
  return outcome;
}

}  // namespace ftenv

#include "platform/windows/person_process.hpp"

#include <variant>

#include "platform/windows/environment_block.hpp"
#include "platform/windows/exit_code.hpp"
#include "platform/windows/system_error.hpp"

namespace ftenv {

Result<PersonProcess> PersonProcess::start(const std::vector<std::string>& argv,
                                           const Environment& environment) {
  const auto program = find_program(argv.front(), environment.get("PATH"));
  if (!program) return fail(ErrorCode::process, "there is no command `" + argv.front() + "`");
  SpawnRequest wanted;
  wanted.program = *program;
  FTENV_TRY(wanted.line, line_for(*program, argv));
  wanted.environment = environment_block(environment);
  wanted.own_console = false;
  FTENV_TRY(Job job, Job::create());
  wanted.job = &job;
  FTENV_TRY(auto spawned, spawn(wanted));
  if (const auto* status = std::get_if<ExitStatus>(&spawned)) {
    return fail(ErrorCode::process, "`" + program->string() + "` can't be started: " +
                                        error_of(static_cast<DWORD>(status->value)).message());
  }
  return PersonProcess(std::move(std::get<SpawnedProcess>(spawned)), std::move(job));
}

bool PersonProcess::wait(unsigned milliseconds) {
  return ::WaitForSingleObject(m_process.process.get(), milliseconds) == WAIT_OBJECT_0;
}

ExitStatus PersonProcess::status() const {
  DWORD code = 0;
  ::GetExitCodeProcess(m_process.process.get(), &code);
  return status_of_exit_code(code);
}

}  // namespace ftenv

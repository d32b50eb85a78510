#include "platform/posix/wait_status.hpp"

#include <signal.h>
#include <sys/wait.h>

#include <cerrno>
#include <string>

#include "platform/posix/signal_name.hpp"

namespace ftenv {

ExitStatus decode_wait_status(int raw) {
  if (WIFEXITED(raw)) return {ExitStatus::exited, WEXITSTATUS(raw)};
  return {ExitStatus::signaled, WTERMSIG(raw)};
}

ExitStatus decode_exec_errno(int error, bool exists) {
  const bool absent = (error == ENOENT || error == ENOTDIR) && !exists;
  return {absent ? ExitStatus::not_found : ExitStatus::not_executable, error};
}

std::string ExitStatus::text() const {
  switch (kind) {
    case exited:
      return "exit code " + std::to_string(value);
    case signaled:
      return "killed by signal " + std::to_string(value) + " (" + signal_name(value) + ")";
    case timed_out:
      return "timed out";
    case not_found:
      return "not found";
    case not_executable:
      return "not executable";
  }
  return "unknown";
}

}  // namespace ftenv

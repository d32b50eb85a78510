#include "platform/watch_process.hpp"

#include <signal.h>

#include <variant>

#include "platform/windows/environment_block.hpp"
#include "platform/windows/exit_code.hpp"
#include "platform/windows/person_process.hpp"

namespace ftenv {

Result<ExitStatus> watch_process(const std::vector<std::string>& argv, const Environment& environment,
                                 const CancelToken& cancel) {
  FTENV_TRY(PersonProcess child, PersonProcess::start(argv, environment));
  while (!child.wait(10)) {
    // A Ctrl-C has reached it through the console; when the session ends, Windows asks it as well. What is
    // still there then goes with its job when we go.
    if (cancel.signal() == SIGTERM) child.terminate();
  }
  return child.status();
}

}  // namespace ftenv

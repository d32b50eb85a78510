// ftenv: from a bare machine to a verified import on free-threaded CPython.
#include <cstdio>
#include <exception>

#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "platform/interrupt.hpp"
#include "platform/process_limits.hpp"

int main(int argc, char** argv) {
  // Everything that can fail returns a Result; what arrives here as an exception is a bug.
  try {
    ftenv::fill_closed_streams();
    ftenv::keep_others_from_writing();
    ftenv::CancelToken cancel;
    const ftenv::InterruptHandler handler(cancel);
    return ftenv::run_ftenv(argc, argv, cancel);
  } catch (const std::exception& error) {
    std::fprintf(stderr,
                 "error: a bug in ftenv: %s\nhint: please report it with the command that you typed\n",
                 error.what());
    return ftenv::k_exit_bug;
  }
}

// The raw status of waitpid(2), decoded here and nowhere else. Private to platform/.
#pragma once

#include "platform/process.hpp"

namespace ftenv {

ExitStatus decode_wait_status(int raw);

// Why exec failed, as the outcome of a child that never ran. `exists`: the program's file is there, so
// that ENOENT speaks of the interpreter in its first line.
ExitStatus decode_exec_errno(int error, bool exists);

}  // namespace ftenv

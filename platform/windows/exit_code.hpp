// How a process of Windows has ended. Private to platform/windows. Pure.
#pragma once

#include <cstdint>

#include "base/fs.hpp"
#include "platform/process.hpp"

namespace ftenv {

// A code of the system's own ("access violation", "stopped by Ctrl-C") means that it did not end by itself:
// `signaled`, whose value is that code.
ExitStatus status_of_exit_code(std::uint32_t code);

// Why CreateProcessW failed, as the outcome of a child that never ran.
ExitStatus status_of_start_error(std::uint32_t error);

// cmd.exe, where the system has it, whatever COMSPEC says.
fs::path command_interpreter();

}  // namespace ftenv

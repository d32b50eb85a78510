// Ctrl-Z. Children have process groups of their own, so a terminal stops ftenv and lets them work on: while
// an InterruptHandler lives, they are stopped with it and go on with it.
#pragma once

#include <chrono>
#include <cstddef>

namespace ftenv {

// Since the process began. What measures how long a child takes leaves it out; what draws on a terminal
// begins anew, because the shell has written there meanwhile. Nothing on Windows.
std::chrono::nanoseconds time_suspended();
std::size_t times_suspended();

}  // namespace ftenv

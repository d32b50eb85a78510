// What the systems' own system_calls.cpp have in common. Private to platform/.
#pragma once

#include "base/result.hpp"
#include "platform/posix/unique_fd.hpp"

namespace ftenv {

// ftenv may have been started with a standard stream closed; a pipe that became descriptor 1 would be
// overwritten while the child arranges its own.
Status lift_above_standard_streams(UniqueFd& descriptor);

// Everything above stderr and below `limit` closes on exec, one after the other. Async-signal-safe.
void seal_each_descriptor(int limit);

}  // namespace ftenv

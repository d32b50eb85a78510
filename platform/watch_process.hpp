// Running a command that belongs to the person, and being there when it has ended.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/environment.hpp"
#include "platform/cancel.hpp"
#include "platform/process.hpp"

namespace ftenv {

// Starts argv, found on `environment`'s PATH (absolute entries only), with our own streams, terminal and
// process group: keys reach it as if the person had started it, and a SIGINT of the terminal is its
// business. SIGTERM and SIGHUP to us are passed on. Blocks until it has ended. Error: process, when it
// can't be started.
Result<ExitStatus> watch_process(const std::vector<std::string>& argv, const Environment& environment,
                                 const CancelToken& cancel);

}  // namespace ftenv

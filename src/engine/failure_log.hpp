// From the log of a failed child to the error that a person reads: the line that matters and what is
// known of it, instead of the last ten lines.
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "engine/services.hpp"
#include "inspect/build_log.hpp"
#include "model/command.hpp"

namespace ftenv {

// Begins a log with the time and the command, so that a pasted log says what made it. An older log of
// the same name is replaced: the errors of the last run must not be read as this one's.
Status start_log(const fs::path& log, const Command& command, const std::string& time);

// `message`, with the first known cause in `log` (its id, cause and fix), or the first line that looks
// like an error. The log itself is named in the result.
Error explain_failure(const Services& services, ErrorCode code, std::string message, const fs::path& log);

// Those of overlays, the last of them first, then recipes/failures.toml. Broken files count for nothing: a
// test finds those of ours, and World those of others.
std::vector<FailurePattern> known_failures(const Overlays& overlays = {});

}  // namespace ftenv

// `ftenv explain`: what a failed build's output means. Matches recipes/failures.toml from the top of the
// log, then asks the checks of doctor about what they can see live: a line alone may have several causes,
// and some lines are wrong.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/doctor/doctor.hpp"
#include "engine/services.hpp"
#include "inspect/build_log.hpp"
#include "model/finding.hpp"

namespace ftenv {

struct Explanation {
  // The likeliest cause first: what this machine confirms, then in the order of the log, warnings last.
  // Empty: nothing known is in it, and nothing is guessed.
  std::vector<Finding> findings;
  std::optional<LogFinding> first_error;  // without a known cause: the first line that looks like an error
};

// `log`: what LogScanner or scan_log_file found. `project`: where the log was made, if known; the machine is
// looked at with it. Takes at most the two seconds of a quick check. Error: interrupted, recipe.
Result<Explanation> explain_log(Services& services, const std::vector<LogFinding>& log,
                                const std::optional<fs::path>& project);

// For a failed step of ftenv's own: where the machine confirms a cause that its log names, the error says so
// and takes its id and its way out. Leaves an error without a log, or an interruption, as it is.
void confirm_by_machine(Services& services, Error& error, const std::optional<fs::path>& project);

}  // namespace ftenv

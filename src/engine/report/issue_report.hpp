// What an engineer needs to answer a question, as one markdown text: `ftenv report`.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "engine/doctor/doctor.hpp"
#include "engine/services.hpp"

namespace ftenv {

inline constexpr const char* k_report_mark = "<!-- made by ftenv report -->";

// Looks at the machine, the project (if any), its interpreter, and the last failed run. Starts programs:
// pip, rustc, the interpreter. Secrets and places of the person are taken out (inspect/redaction.hpp).
// What can't be found out is said in its place. Errors: recipe, interrupted.
Result<std::string> make_issue_report(Services& services, const Options& options,
                                      const std::optional<fs::path>& project);

}  // namespace ftenv

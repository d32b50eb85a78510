// What `ftenv ci check` says, for people and for programs. Both are made of the same findings.
#pragma once

#include <string>

#include "base/json.hpp"
#include "cli/text/text_layout.hpp"
#include "engine/ci/ci_check.hpp"

namespace ftenv {

// Without what is only odd, unless `layout` is verbose; with a count at the end.
std::string render_ci_report(const CiReport& report, const TextLayout& layout);

// Each finding as everywhere, with "file", "line", "column" and "mendable".
Json ci_report_json(const CiReport& report);

}  // namespace ftenv

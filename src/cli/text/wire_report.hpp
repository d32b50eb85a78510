// What `ftenv wire` says, for people and for programs, of the same values.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "cli/text/text_layout.hpp"
#include "engine/wire/wire_plan.hpp"

namespace ftenv {

// The unified diffs, ready for `git apply`: nothing else belongs on stdout then.
std::string wire_diff(const WirePlan& plan);

// Findings, what is to be reviewed, and what is next. `written`: the files have been changed.
std::string render_wire(const WiredProject& project, const WirePlan& plan, bool written,
                        const std::vector<std::string>& checked, const TextLayout& layout);

Json wire_json(const WiredProject& project, const WirePlan& plan, bool written,
               const std::vector<std::string>& checked);

}  // namespace ftenv

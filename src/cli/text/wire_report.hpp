// What `ftenv wire` says, for people and for programs, of the same values.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "cli/text/text_layout.hpp"
#include "engine/wire/wire_plan.hpp"

namespace ftenv {

// Where the names in the diff begin: at the project, or where that is one crate of several that change, at
// the folder that holds them. `git apply` takes no name that leaves its folder.
fs::path wire_diff_folder(const WiredProject& project, const WirePlan& plan);

// The unified diffs, ready for `git apply`: nothing else belongs on stdout then.
std::string wire_diff(const WiredProject& project, const WirePlan& plan);

// Findings, what is to be reviewed, and what is next. `written`: the files have been changed. `here`:
// where the person is, who may be about to apply the diff.
std::string render_wire(const WiredProject& project, const WirePlan& plan, bool written,
                        const std::vector<std::string>& checked, const fs::path& here,
                        const TextLayout& layout);

Json wire_json(const WiredProject& project, const WirePlan& plan, bool written,
               const std::vector<std::string>& checked);

}  // namespace ftenv

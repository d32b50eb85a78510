// What deps found, as a table with its findings below, and as JSON of the same values.
#pragma once

#include <string>

#include "base/json.hpp"
#include "cli/text/text_layout.hpp"
#include "engine/deps/deps.hpp"

namespace ftenv {

std::string render_deps(const DepsReport& report, const TextLayout& layout);
Json deps_json(const DepsReport& report);

}  // namespace ftenv

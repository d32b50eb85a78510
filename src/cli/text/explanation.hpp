// What `ftenv explain` says of a log, for people and for programs, from the same values.
#pragma once

#include <string>

#include "base/json.hpp"
#include "cli/text/text_layout.hpp"
#include "engine/explain/explain.hpp"

namespace ftenv {

// `log`: what was read, for people.
std::string render_explanation(const std::string& log, const Explanation& explanation,
                               const TextLayout& layout);
Json explanation_json(const std::string& log, const Explanation& explanation);

}  // namespace ftenv

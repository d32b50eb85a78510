// One finding for people. The values are the same as in findings_json.hpp.
#pragma once

#include <string>

#include "cli/text/text_layout.hpp"
#include "model/finding.hpp"

namespace ftenv {

// "✗", "!", "·"
std::string mark_of(Severity severity, const Style& style);

// Its title, found, need, why, fixes, the page. Ends in a newline.
std::string render_finding(const Finding& finding, const TextLayout& layout);

}  // namespace ftenv

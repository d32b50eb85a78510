// What doctor saw, for people. The values are the same as in findings_json.hpp.
#pragma once

#include <string>
#include <vector>

#include "cli/text/text_layout.hpp"
#include "engine/doctor/doctor.hpp"

namespace ftenv {

// One line per area, then the findings, then the sum.
std::string render_diagnosis(const Diagnosis& diagnosis, const std::string& subject,
                             const TextLayout& layout);

// What `doctor --list` prints.
std::string render_checks(const std::vector<Check>& checks, const TextLayout& layout);

}  // namespace ftenv

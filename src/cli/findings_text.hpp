// Findings and what doctor saw, for people. The values are the same as in findings_json.hpp.
#pragma once

#include <string>
#include <vector>

#include "cli/invocation.hpp"
#include "cli/style.hpp"
#include "engine/doctor/doctor.hpp"
#include "model/finding.hpp"

namespace ftenv {

struct TextLayout {
  Style style;
  int columns = 80;
  std::string home;      // shown as "~"; empty: as it is
  bool verbose = false;  // info findings, and everything that is well
  bool timings = false;
};

// For stdout: as wide as the terminal, within what is good to read; 80 columns where there is none.
TextLayout text_layout(const Invocation& invocation, const Environment& user);

// Words at `columns`, each line after `indent`; a word that is too long stands alone. Text without escape
// sequences. Ends in a newline.
std::string wrap(std::string_view text, int columns, std::string_view indent);

// One finding: its title, found, need, why, fixes, the page.
std::string render_finding(const Finding& finding, const TextLayout& layout);

// One line per area, then the findings, then the sum.
std::string render_diagnosis(const Diagnosis& diagnosis, const std::string& subject,
                             const TextLayout& layout);

// What `doctor --list` prints.
std::string render_checks(const std::vector<Check>& checks, const TextLayout& layout);

}  // namespace ftenv

// The page of a finding, for the terminal and for docs/troubleshooting.md: one source, two forms.
#pragma once

#include <string>
#include <vector>

#include "cli/text/text_layout.hpp"
#include "engine/services.hpp"
#include "inspect/build_log.hpp"
#include "model/finding_pages.hpp"

namespace ftenv {

// How ftenv comes to know of an id.
struct Detection {
  std::vector<std::string> checks;  // ids of doctor's checks
  bool in_logs = false;             // a pattern of recipes/failures.toml
  std::string command;              // of ftenv, whose own id it is
  bool none() const { return checks.empty() && !in_logs && command.empty(); }
};

Detection detection_of(const FindingPages& pages, const std::string& id, const std::vector<Check>& checks,
                       const std::vector<FailurePattern>& patterns);

// `ftenv explain ID`, with this platform's words.
std::string render_page(const FindingPage& page, const Detection& detection, const Services& services,
                        const TextLayout& layout);

// docs/troubleshooting.md as a whole. A test compares the file with it.
std::string troubleshooting_page(const FindingPages& pages, const std::vector<Check>& checks,
                                 const std::vector<FailurePattern>& patterns);

}  // namespace ftenv

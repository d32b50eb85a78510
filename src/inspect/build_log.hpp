// Finds the line of a failed build's log that matters. RE2 is included in build_log.cpp only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/toml.hpp"

namespace ftenv {

struct FailurePattern {
  std::string id;     // "PX-02"
  std::string regex;  // RE2
  std::string cause;  // one sentence; \1 stands for a group
  std::string fix;
  std::string kind;   // "network" or "disk": what decides the exit code; empty for the rest
  bool warning = false;  // alone it stops nothing: whatever else went wrong comes before it
};

struct LogFinding {
  std::string id;       // empty: no known pattern, `line` is the first that looks like an error
  int line_number = 0;  // 1-based
  std::string line;
  std::string cause;
  std::string fix;
  std::string kind;  // of the pattern
};

Result<std::vector<FailurePattern>> read_failure_patterns(const Toml& recipe);

// The known causes in the order of the log, each once; without one, the first line that looks like an
// error; warnings come last.
std::vector<LogFinding> scan_build_log(std::string_view log, const std::vector<FailurePattern>& patterns);

}  // namespace ftenv

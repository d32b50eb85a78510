// Finds the lines of a failed build's log that matter.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "model/toml.hpp"

namespace ftenv {

struct FailurePattern {
  std::string id;     // "PX-02"
  std::string regex;  // RE2
  std::string cause;  // one sentence; \1 stands for a group
  std::string fix;
  std::string kind;      // "network" or "disk": what decides the exit code; empty for the rest
  bool warning = false;  // alone it stops nothing: whatever else went wrong comes before it
  // The line has several causes, or says something wrong: ids of what a look at the machine can confirm.
  std::vector<std::string> confirm;
};

struct LogFinding {
  std::string id;       // empty: no known pattern, `line` is the first that looks like an error
  int line_number = 0;  // 1-based
  std::string line;
  std::string cause;
  std::string fix;
  std::string kind;  // of the pattern
  bool warning = false;
  std::vector<std::string> confirm;
};

Result<std::vector<FailurePattern>> read_failure_patterns(const Toml& recipe);

// Reads a log piece by piece, in memory that does not grow with it. Terminal codes are taken out, of a
// line that was overwritten by \r only what stayed counts, and of a very long line its beginning.
class LogScanner {
 public:
  // `patterns` must outlive it.
  explicit LogScanner(const std::vector<FailurePattern>& patterns);
  ~LogScanner();
  LogScanner(const LogScanner&) = delete;
  LogScanner& operator=(const LogScanner&) = delete;

  void feed(std::string_view bytes);

  // The known causes in the order of the log, each once; without one, the first line that looks like an
  // error; warnings come last. Call it once.
  std::vector<LogFinding> finish();

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

std::vector<LogFinding> scan_build_log(std::string_view log, const std::vector<FailurePattern>& patterns);

// The same of a file of any size. Errors: what reading it can fail with.
Result<std::vector<LogFinding>> scan_log_file(const fs::path& file,
                                              const std::vector<FailurePattern>& patterns);

}  // namespace ftenv

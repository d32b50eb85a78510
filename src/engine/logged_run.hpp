// A step's child: its output in a log of its own, its last line as progress, its failure explained.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/services.hpp"

namespace ftenv {

struct LoggedRun {
  std::string step;  // whose progress it is; the log is $FTENV_HOME/logs/STEP.log
  std::vector<std::string> argv;
  Environment environment;
  fs::path directory;    // empty: ftenv's own
  std::string failure;   // how the error begins: "pip could not install maturin"
  std::string log = {};  // its name where it is not STEP: "python-pyenv"
  // What to show of a line, nothing keeps what is shown; empty: every line as it is.
  std::function<std::optional<StepProgress>(std::string_view line)> progress = {};
};

// Errors: explain_failure's, when the child does not exit with 0; the runner's own.
Status run_logged(Services& services, const LoggedRun& run);

}  // namespace ftenv

// Runs one of probes/*.py in an interpreter and reads its answer. Private to this room.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "model/environment.hpp"
#include "platform/process.hpp"

namespace ftenv {

struct ProbeRequest {
  std::string_view script;  // file name under probes/
  std::vector<std::string> arguments;
  bool with_site = false;  // start-up code of site-packages runs: needed to import modules
  std::chrono::seconds limit{20};
  // What the script imports after it has said so: from there on it is the module that hangs or ends the
  // process, not an interpreter that does not work.
  std::string module = {};
};

// Starts `executable -I [-S] -c SCRIPT ARGUMENTS…` and waits no longer than its limit.
// Error: process, with what the interpreter printed instead of an answer.
Result<Json> run_probe(ProcessRunner& runner, const Environment& environment, const fs::path& executable,
                       const ProbeRequest& probe);

// The JSON between the marks, wherever an interpreter's start-up noise left it. What was printed beside it
// is added as `printed`.
Result<Json> read_probe_answer(std::string_view output);

}  // namespace ftenv

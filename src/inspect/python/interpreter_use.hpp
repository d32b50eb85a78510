// What an interpreter that was found is good for, by what it says of itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "inspect/python/interpreter_search.hpp"
#include "model/environment.hpp"
#include "model/toolchain.hpp"
#include "platform/process.hpp"

namespace ftenv {

struct InterpreterUse {
  bool extension = false;            // build a Rust extension for it, in a venv made by it
  bool embedding = false;            // and link libpython: `cargo test`, a program that starts Python
  std::vector<std::string> why_not;  // a clause each: "built with the GIL"; empty where `embedding`
  std::vector<std::string> notes;    // what is no hindrance but good to know
};

// The modules that `facts.missing_modules` must have been asked about for a judgement.
const std::vector<std::string>& modules_for_use();

// Pure. `first` is the first CPython with free-threaded builds (recipes/compatibility.toml).
InterpreterUse judge_interpreter(const InterpreterFacts& facts, const Version& first);

struct SurveyedInterpreter {
  FoundInterpreter found;
  std::optional<InterpreterFacts> facts;
  InterpreterUse use;
  std::optional<Error> error;  // it did not answer, or must not be started
};

// Asks all of them, several at a time, none longer than ten seconds. One that hangs, crashes or prints
// rubbish has its error and the others stand. Two that turn out to be one program by what they answer are
// one row. In the order of `found`. Error: interrupted.
Result<std::vector<SurveyedInterpreter>> survey_interpreters(ProcessRunner& runner,
                                                             const Environment& child_environment,
                                                             const Version& first,
                                                             const std::vector<FoundInterpreter>& found);

}  // namespace ftenv

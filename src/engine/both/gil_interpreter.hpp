// Which ordinary interpreter stands beside a free-threaded one.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "engine/services.hpp"
#include "inspect/project/project.hpp"
#include "inspect/python/interpreter_use.hpp"

namespace ftenv {

// Of those that answered, with the GIL, with a working `venv` and allowed by requires-python: the same
// series first (nothing else differs then), else the newest that PyO3 knows. nullptr where there is none.
// Pure.
const InterpreterFacts* choose_gil_interpreter(const std::vector<SurveyedInterpreter>& all,
                                               const Version& beside, const Project& project,
                                               const CompatibilityRecipe& facts);

// Looks for them on this machine. Error: unsupported, with what was found and how to get one.
Result<InterpreterFacts> find_gil_interpreter(Services& services, const Version& beside,
                                              const Project& project);

}  // namespace ftenv

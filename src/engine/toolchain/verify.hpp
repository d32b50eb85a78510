// Asks an interpreter everything that matters before it is called ready.
#pragma once

#include "base/result.hpp"
#include "engine/services.hpp"
#include "inspect/interpreter.hpp"

namespace ftenv {

// GIL off, shared, EXT_SUFFIX with "t", libpython inside the prefix, all modules of the recipe. Error:
// process, naming what is wrong. With `measure` two threads are timed against one; what a busy machine makes
// of that is noted.
struct InterpreterVerification {
  InterpreterFacts facts;
  ThreadMeasure threads;
};
Result<InterpreterVerification> verify_interpreter(Services& services, const fs::path& executable,
                                                   bool tkinter, bool measure);

}  // namespace ftenv

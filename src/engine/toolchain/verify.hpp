// Asks an interpreter everything that matters before it is called ready.
#pragma once

#include "base/result.hpp"
#include "engine/services.hpp"
#include "inspect/python/interpreter.hpp"

namespace ftenv {

struct VerifyDemand {
  // Built by us: all that the recipe asks for. Somebody else's may be linked statically, brings what its
  // maker found good, and lacks only what nobody can do without.
  bool ours = true;
  bool staged = false;  // sysconfig names where it will be, not where it is
  bool tkinter = false;
  bool measure = false;
};

// GIL off, shared, EXT_SUFFIX with "t", libpython inside the prefix, all modules of the recipe. Error:
// process, naming what is wrong. With `measure` two threads are timed against one; what a busy machine makes
// of that is noted.
struct InterpreterVerification {
  InterpreterFacts facts;
  ThreadMeasure threads;
};
Result<InterpreterVerification> verify_interpreter(Services& services, const fs::path& executable,
                                                   const VerifyDemand& demand);

}  // namespace ftenv

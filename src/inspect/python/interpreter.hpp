// Asks a Python interpreter what it is. Never trusts its name.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "model/environment.hpp"
#include "model/toolchain.hpp"
#include "platform/process.hpp"

namespace ftenv {

// Starts `executable -I` once and reads its answer. `modules` are imported in that process, and those
// that can't be are listed. Errors: process, with what it printed instead of an answer.
Result<InterpreterFacts> ask_interpreter(ProcessRunner& runner, const Environment& environment,
                                         const fs::path& executable,
                                         const std::vector<std::string>& modules = {});

// The same for a stranger: how long to wait, and whether start-up code of its site-packages may run.
struct InterpreterQuestion {
  std::vector<std::string> modules;
  bool with_site = false;
  std::chrono::seconds limit{20};
};
Result<InterpreterFacts> question_interpreter(ProcessRunner& runner, const Environment& environment,
                                              const fs::path& executable,
                                              const InterpreterQuestion& question);

// The file from which this interpreter's process really loaded libpython, empty when it is linked
// statically. Linux: read from its own memory map.
Result<fs::path> loaded_libpython(ProcessRunner& runner, const Environment& environment,
                                  const fs::path& executable);

// A CPU-bound loop once after the other on one thread, then on `threads` threads at once, in one
// process. Seconds of wall time; best of `rounds` each.
struct ThreadMeasure {
  double serial_s = 0;
  double parallel_s = 0;
  int threads = 2;
  double speedup() const { return parallel_s > 0 ? serial_s / parallel_s : 0; }
};
Result<ThreadMeasure> measure_threads(ProcessRunner& runner, const Environment& environment,
                                      const fs::path& executable, int threads = 2);

}  // namespace ftenv

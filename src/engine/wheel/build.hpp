// The project's wheel for the interpreter of its environment.
#pragma once

#include "base/fs.hpp"
#include "base/result.hpp"
#include "engine/options.hpp"
#include "engine/services.hpp"
#include "inspect/python/interpreter.hpp"

namespace ftenv {

struct BuiltWheel {
  fs::path file;
  InterpreterFacts python;  // that it was built with
  std::string expect;       // what its tag has to begin with: "cp314-cp314t"
  fs::path log;
};

// `maturin build --release` with the venv's interpreter by its absolute path, the features of `up` and a
// target directory of its own. The wheel lies in its folder `wheels`, under target/, and not in dist/: what
// is there gets uploaded with one command, and whether this one should be is for the person to say. Errors:
// project, without an environment that works; MT-04 for one with the GIL; maturin's, explained.
Result<BuiltWheel> build_wheel(Services& services, const Options& options);

}  // namespace ftenv

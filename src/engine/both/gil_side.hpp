// The other side of a project for `ftenv run --both`: the same extension for an ordinary Python, in an
// environment and a target directory of its own. What `up` made stays as it is.
#pragma once

#include <string>

#include "base/result.hpp"
#include "engine/services.hpp"
#include "inspect/project/project.hpp"
#include "model/toolchain.hpp"

namespace ftenv {

struct ProjectSide {
  fs::path venv;
  InterpreterFacts python;
  bool gil_after_import = false;  // what a fresh process sees once the module is imported
};

struct BothSides {
  ProjectSide gil;
  ProjectSide free_threaded;
};

// Makes the side with the GIL ready where it is not: an interpreter of the same series as the free-threaded
// one if there is one on this machine, .venv-gil beside the environment, the extension with the project's
// default features. Nothing is built when nothing has changed. Errors: project, when the free-threaded side
// is not what its sources are (run `ftenv up`), or .venv-gil is not ours; unsupported, when no interpreter
// is found; as those of the steps otherwise.
Result<BothSides> prepare_both(Services& services, const Options& options);

}  // namespace ftenv

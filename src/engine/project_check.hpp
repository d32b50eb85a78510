// What a project's environment is right now, without building anything: for `verify`, `run` and `env`.
#pragma once

#include <string>

#include "base/result.hpp"
#include "engine/run_state.hpp"
#include "engine/services.hpp"
#include "inspect/project/project.hpp"

namespace ftenv {

// The venv of the project. Errors: project, when there is none that works, with the hint to run `up`.
Result<fs::path> require_venv(Services& services, const Options& options, Project& project);

struct ProjectProof {
  InterpreterFacts python;
  std::string module;
  fs::path file;
  WitnessFacts witness;
};

// Asks the interpreter and imports the extension again, in fresh processes. Errors as the witness's.
Result<ProjectProof> verify_project(Services& services, const Options& options);

// What `ftenv run` gives to the command: the person's own environment, with the venv and Rust in front
// and without the variables that would lead Python, PyO3, pip or cargo elsewhere.
Result<Environment> project_environment(Services& services, const Options& options);

}  // namespace ftenv

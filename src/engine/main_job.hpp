// The main job: from PROJECT to a verified import. `plan`, `up` and `python install` are readings of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/runner.hpp"

namespace ftenv {

enum class JobScope {
  project,      // all ten steps
  interpreter,  // packages, source, python: `ftenv python install`
};

struct MainJob {
  Options options;
  std::optional<Project> project;
  std::vector<PythonWish> wishes;
  StepKinds kinds;
  Plan plan;
  RunState state;
};

// Reads the project, checks that the job can work at all (bad input, compatibility, writable places)
// and probes every step. Changes nothing.
Result<MainJob> prepare_main_job(Services& services, const Options& options, JobScope scope);

// Takes the store's lock, probes again if it had to wait for it, runs the changes and writes the
// project's record. `outcome` is filled also on failure.
Status run_main_job(Services& services, MainJob& job, RunOutcome& outcome);

// Where the venv of this project is or will be.
fs::path venv_path(const Options& options, const Project& project);

}  // namespace ftenv

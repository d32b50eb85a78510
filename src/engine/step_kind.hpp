// One kind of step: the same object answers `plan`, `up`, doctor and undo, so they can't drift apart.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/run_state.hpp"
#include "engine/services.hpp"
#include "model/plan.hpp"

namespace ftenv {

// What a step works with. `project` is absent for commands that only set up an interpreter.
struct StepContext {
  Services& services;
  const Options& options;
  const Project* project;
  const std::vector<PythonWish>& wishes;
  RunState& state;
  // Verdicts of the steps probed before this one, for probes whose answer depends on them ("no package
  // is needed when the interpreter is ready").
  const Plan& plan_so_far;
};

class StepKind {
 public:
  virtual ~StepKind() = default;
  virtual Step describe() const = 0;
  // Ids of steps whose verdicts and findings the probe looks at: they are probed first. Often not the
  // same as `needs`: what packages are needed depends on whether an interpreter has to be built.
  virtual std::vector<std::string> informed_by() const { return {}; }
  // Is it already so? Looks only, in milliseconds, without network. Fills the state with what it found.
  // An error means that the run can't work at all and nothing should be begun.
  virtual Result<Probe> probe(StepContext& context) = 0;
  // Makes it so: stages, verifies, publishes, records. Returns the "because" of the report.
  virtual Result<std::string> apply(StepContext& context) = 0;
};

}  // namespace ftenv

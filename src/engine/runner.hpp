// Runs the changes of a plan as a graph: a step starts as soon as everything it needs is done, so that
// what waits for the network runs beside what keeps the processor busy.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/planner.hpp"

namespace ftenv {

struct StepOutcome {
  std::string id;
  Verdict verdict = Verdict::ready;  // as planned
  std::string because;               // of the plan, or, for a change, what was done
  double seconds = 0;
};

struct RunOutcome {
  std::vector<StepOutcome> steps;  // in the plan's order; after a failure those that were reached
};

// On the first failure the other running steps are cancelled and waited for; the error is that first
// one, with the step's id as context. A signal ends in ErrorCode::interrupted. `outcome` is filled
// either way.
Status run_plan(const Plan& plan, const StepKinds& kinds, StepContext& context, RunOutcome& outcome);

}  // namespace ftenv

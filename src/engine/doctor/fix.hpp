// `ftenv doctor --fix`: does what is safe, and looks again.
//
// Safe means: what is taken away can be made again by `ftenv up`, or lies in a backup that is named. What
// needs root or a decision is only shown.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/doctor/doctor.hpp"
#include "engine/services.hpp"

namespace ftenv {

struct PlannedFix {
  std::string id;  // of the finding
  Fix fix;
};

struct FixPlan {
  std::vector<PlannedFix> ours;    // will be done, in this order
  std::vector<PlannedFix> theirs;  // a person has to: root, a decision, their own files
  bool runs_up = false;            // afterwards `up` makes the environment and the extension again
  bool empty() const { return ours.empty(); }
};

// Of each finding above info the first fix that can be done. `named`: ids that the person has typed, which
// leaves out all others and allows what is theirs to allow: a line of their shell's files.
FixPlan plan_fixes(const Diagnosis& diagnosis, const std::vector<std::string>& named);

struct FixOutcome {
  std::string id;
  std::vector<std::string> done;  // clauses: "moved `x` to `y`"
};

// Errors: disk, permission, and project where what is there is no longer what was found. `up` is not run
// by this. Nothing is half-done: each file is moved or replaced in one step.
Result<FixOutcome> apply_fix(Services& services, const PlannedFix& fix);

// The environment of a shell that was started after `outcomes`: without what commented-out lines had set.
Environment environment_after(const Environment& user, const FixPlan& plan);

}  // namespace ftenv

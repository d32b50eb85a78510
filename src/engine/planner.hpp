// From steps to a plan: asks every step whether it is already so, in an order in which each can look at
// the ones it depends on, and returns them in the order in which they could run.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/step_kind.hpp"

namespace ftenv {

using StepKinds = std::vector<std::unique_ptr<StepKind>>;

// `ids` ordered so that each comes after those that `before` names for it; ties keep the given order.
// Ids that are not in `ids` are ignored. Error: internal, for a cycle. Pure.
Result<std::vector<std::string>> order_steps(
    const std::vector<std::string>& ids,
    const std::vector<std::pair<std::string, std::vector<std::string>>>& before);

// Probes all kinds and fills `state`. The first probe that fails ends it: nothing has been changed.
Result<Plan> make_plan(const StepKinds& kinds, Services& services, const Options& options,
                       const Project* project, const std::vector<PythonWish>& wishes, RunState& state);

}  // namespace ftenv

#include "model/plan.hpp"

#include <algorithm>

namespace ftenv {

std::string_view verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::ready:
      return "ready";
    case Verdict::change:
      return "change";
    case Verdict::not_needed:
      return "not needed";
  }
  return "unknown";
}

bool Plan::changes() const {
  return std::any_of(steps.begin(), steps.end(),
                     [](const PlannedStep& planned) { return planned.verdict == Verdict::change; });
}

const PlannedStep* Plan::find(std::string_view id) const {
  const auto found = std::find_if(steps.begin(), steps.end(),
                                  [&](const PlannedStep& planned) { return planned.step.id == id; });
  return found == steps.end() ? nullptr : &*found;
}

}  // namespace ftenv

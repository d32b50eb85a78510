#include "engine/planner.hpp"

#include <algorithm>

#include "base/log.hpp"

namespace ftenv {
namespace {

using Order = std::vector<std::pair<std::string, std::vector<std::string>>>;

bool has(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

StepKind* find_kind(const StepKinds& kinds, const std::string& id) {
  for (const auto& kind : kinds) {
    if (kind->describe().id == id) return kind.get();
  }
  return nullptr;
}

// What is started by such a process is told the same processor, so it all fits together, but it may not be
// what was wanted.
std::string translated_note(const Host& host) {
  return "ftenv runs as a program for " + host.arch +
         ", which this machine translates for its own processor (Rosetta): everything below will be for " +
         host.arch +
         " as well. For the machine's own, start an ftenv that was built for arm64 from a shell " +
         "in which `uname -m` says arm64 (`arch -arm64 zsh`)";
}

}  // namespace

Result<std::vector<std::string>> order_steps(const std::vector<std::string>& ids, const Order& before) {
  std::vector<std::string> ordered;
  while (ordered.size() < ids.size()) {
    const auto next = std::find_if(ids.begin(), ids.end(), [&](const std::string& id) {
      if (has(ordered, id)) return false;
      for (const auto& [step, earlier] : before) {
        if (step != id) continue;
        for (const std::string& other : earlier) {
          if (has(ids, other) && !has(ordered, other)) return false;
        }
      }
      return true;
    });
    if (next == ids.end()) return fail(ErrorCode::internal, "the steps wait for each other in a circle");
    ordered.push_back(*next);
  }
  return ordered;
}

Result<Plan> make_plan(const StepKinds& kinds, Services& services, const Options& options,
                       const Project* project, const std::vector<PythonWish>& wishes, RunState& state) {
  std::vector<std::string> ids;
  Order informed;
  Order needs;
  for (const auto& kind : kinds) {
    const Step step = kind->describe();
    ids.push_back(step.id);
    informed.emplace_back(step.id, kind->informed_by());
    needs.emplace_back(step.id, step.needs);
  }
  Plan probed;
  FTENV_TRY(const std::vector<std::string> probe_order, order_steps(ids, informed));
  for (const std::string& id : probe_order) {
    StepKind* kind = find_kind(kinds, id);
    StepContext context{services, options, project, wishes, state, probed};
    auto probe = kind->probe(context);
    if (!probe) return fail(std::move(probe).error());
    log_debug("probe " + id + ": " + std::string(verdict_name(probe->verdict)) + ", " + probe->because);
    probed.steps.push_back({kind->describe(), probe->verdict, probe->because, probe->commands});
  }
  Plan plan;
  if (services.host.translated) plan.notes.push_back(translated_note(services.host));
  if (const std::string note = overlay_note(services.recipes.overlays); !note.empty())
    plan.notes.push_back(note);
  FTENV_TRY(const std::vector<std::string> run_order, order_steps(ids, needs));
  for (const std::string& id : run_order) plan.steps.push_back(*probed.find(id));
  return plan;
}

}  // namespace ftenv

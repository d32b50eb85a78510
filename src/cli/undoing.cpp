#include "cli/undoing.hpp"

#include <cstdio>

#include "cli/exit_code.hpp"
#include "cli/question.hpp"
#include "cli/text/output.hpp"
#include "cli/text/undo_text.hpp"
#include "engine/store_lock.hpp"

namespace ftenv {
namespace {

Result<UndoOutcome> take_back(Services& services, const UndoRequest& request, UndoPlan& plan) {
  UndoOutcome outcome;
  {
    bool waited = false;
    FTENV_TRY(const FileLock lock, wait_for_lock(services, services.store.lock(), waited));
    // Whoever held it may have made or removed things that the plan does not know.
    if (waited) {
      FTENV_TRY(plan, plan_undo(services, request));
    }
    FTENV_TRY(outcome, apply_undo(services, plan));
  }
  for (std::string& left : remove_store_folders(services, plan)) outcome.left.push_back(std::move(left));
  return outcome;
}

}  // namespace

int undo_as_asked(const Invocation& invocation, World& world, const UndoRequest& request) {
  Services& services = world.services();
  auto plan = plan_undo(services, request);
  if (!plan) {
    world.end_progress();
    return report_failure(invocation, plan.error(), services.cancel.signal());
  }
  const TextLayout layout = text_layout(invocation, services.user_environment);
  const bool quiet = invocation.quiet || invocation.json;
  if (!quiet) std::fputs(render_undo_plan(*plan, layout).c_str(), stdout);
  std::fflush(stdout);
  Json document = Json::object({{"schema", 1}, {"ok", true}, {"plan", undo_plan_json(*plan)}});
  const auto answer = [&](int code) {
    if (invocation.json) {
      document.set("ok", code == k_exit_ok);
      std::printf("%s\n", document.dump().c_str());
    }
    return code;
  };
  if (invocation.dry_run || plan->empty()) {
    world.end_progress();
    return answer(k_exit_ok);
  }
  if (!is_agreed(invocation, services.user_environment, "take this back?", /*by_default=*/false)) {
    world.end_progress();
    std::fputs("nothing was changed; `--yes` does it without asking\n", stderr);
    return answer(k_exit_failed);
  }
  const auto outcome = take_back(services, request, *plan);
  world.end_progress();
  if (!outcome) return report_failure(invocation, outcome.error(), services.cancel.signal());
  document.set("left", Json::array(outcome->left));
  document.set("removed", static_cast<std::int64_t>(outcome->removed));
  if (!quiet) std::fputs(render_undo_outcome(*outcome, layout).c_str(), stdout);
  return answer(outcome->left.empty() ? k_exit_ok : k_exit_failed);
}

}  // namespace ftenv

#include <algorithm>
#include <cstdio>

#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/text/output.hpp"
#include "cli/text/wire_report.hpp"
#include "engine/wire/wire_apply.hpp"

namespace ftenv {
namespace {

struct Wired {
  WiredProject project;
  WirePlan plan;
  std::vector<std::string> checked;
  bool written = false;
};

Result<Wired> wire(const Invocation& invocation, Services& services) {
  Wired wired;
  if (invocation.cargo_check && !invocation.write)
    return fail(ErrorCode::usage, "`--check` compiles what was written, so it needs `--write`");
  FTENV_TRY(const FindingPages pages, FindingPages::load(services.recipes.overlays));
  FTENV_TRY(wired.project, read_wired_project(invocation.options.project));
  FTENV_TRY(wired.plan, plan_wiring(wired.project,
                                    {services.recipes.compatibility, pages, invocation.assume_thread_safe}));
  if (!invocation.write || wired.plan.files.empty()) return wired;
  FTENV_TRY(WireApplied applied,
            apply_wiring(services, wired.project, wired.plan, pages, invocation.cargo_check));
  wired.checked = std::move(applied.checked);
  wired.plan.findings.insert(wired.plan.findings.end(), applied.findings.begin(), applied.findings.end());
  wired.written = true;
  return wired;
}

}  // namespace

int run_wire_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  const auto wired = wire(invocation, services);
  world.end_progress();
  if (!wired) return report_failure(invocation, wired.error(), services.cancel.signal());
  const bool bad = std::any_of(wired->plan.findings.begin(), wired->plan.findings.end(),
                               [](const Finding& one) { return one.severity == Severity::error; });
  if (invocation.json) {
    Json document = wire_json(wired->project, wired->plan, wired->written, wired->checked);
    document.set("ok", !bad);
    std::printf("%s\n", document.dump().c_str());
    return bad ? k_exit_failed : k_exit_ok;
  }
  // stdout is the diff alone: `ftenv wire | git apply` works.
  if (!wired->written) std::fputs(wire_diff(wired->project, wired->plan).c_str(), stdout);
  if (invocation.quiet && !bad) return k_exit_ok;
  const TextLayout layout = text_layout(invocation, services.user_environment);
  std::fputs(
      render_wire(wired->project, wired->plan, wired->written, wired->checked, fs::current_path(), layout)
          .c_str(),
      stderr);
  return bad ? k_exit_failed : k_exit_ok;
}

}  // namespace ftenv

#include <algorithm>
#include <cstdio>
#include <optional>

#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/text/output.hpp"
#include "cli/text/wheel_text.hpp"
#include "engine/wheel/trial.hpp"

namespace ftenv {
namespace {

Result<std::vector<WheelReport>> check_all(const Invocation& invocation, Services& services) {
  FTENV_TRY(const FindingPages pages, FindingPages::load(services.recipes.overlays));
  const WheelHere here{services.host, python_of_folder(fs::current_path())};
  std::vector<std::string> expect;
  for (const std::string& wish : split(invocation.expect, ',')) {
    if (!trim(wish).empty()) expect.emplace_back(trim(wish));
  }
  std::optional<TrialPython> python;
  if (invocation.import_it) {
    FTENV_TRY(python, choose_trial_python(services, invocation.options));
  }
  std::vector<WheelReport> reports;
  for (const std::string& file : invocation.files) {
    FTENV_TRY(WheelReport report, check_wheel({file, expect}, here, services.recipes.compatibility, pages));
    if (python) {
      FTENV_CHECK(try_wheel(services, *python, report));
      complete_findings(report.findings, pages);
    }
    reports.push_back(std::move(report));
  }
  return reports;
}

}  // namespace

int run_wheel_check_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  const auto reports = check_all(invocation, services);
  world.end_progress();
  if (!reports) return report_failure(invocation, reports.error(), services.cancel.signal());
  const bool good =
      std::all_of(reports->begin(), reports->end(), [](const WheelReport& one) { return one.good(); });
  if (invocation.json) {
    std::printf("%s\n", wheels_json(*reports).dump().c_str());
  } else {
    const TextLayout layout = text_layout(invocation, services.user_environment);
    for (const WheelReport& report : *reports) {
      if (!invocation.quiet || !report.good()) std::fputs(render_wheel(report, layout).c_str(), stdout);
    }
  }
  return good ? k_exit_ok : k_exit_failed;
}

}  // namespace ftenv

#include <cstdio>

#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/text/output.hpp"
#include "cli/text/wheel_text.hpp"
#include "engine/wheel/build.hpp"

namespace ftenv {
namespace {

Result<WheelReport> check_built(const Services& services, const BuiltWheel& built) {
  FTENV_TRY(const FindingPages pages, FindingPages::load(services.recipes.overlays));
  const WheelHere here{services.host, WheelPython{built.python.version, built.python.free_threaded,
                                                  built.python.executable.string()}};
  return check_wheel({built.file, {built.expect}}, here, services.recipes.compatibility, pages);
}

}  // namespace

int run_wheel_build_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  const auto built = build_wheel(services, invocation.options);
  world.end_progress();
  if (!built) return report_failure(invocation, built.error(), services.cancel.signal());
  const auto report = check_built(services, *built);
  if (!report) return report_failure(invocation, report.error(), services.cancel.signal());
  if (invocation.json) {
    Json document = wheels_json({*report});
    document.set("wheel", built->file.string());
    document.set("log", built->log.string());
    std::printf("%s\n", document.dump().c_str());
  } else {
    std::fputs(render_wheel(*report, text_layout(invocation, services.user_environment)).c_str(), stdout);
    std::printf("%s\n", built->file.string().c_str());
  }
  return report->good() ? k_exit_ok : k_exit_failed;
}

}  // namespace ftenv

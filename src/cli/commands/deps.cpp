#include <cstdio>

#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/text/deps_text.hpp"
#include "cli/text/output.hpp"

namespace ftenv {

int run_deps_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  const auto report = check_dependencies(services, invocation.options, invocation.files);
  world.end_progress();
  if (!report) return report_failure(invocation, report.error(), services.cancel.signal());
  if (invocation.json) {
    std::printf("%s\n", deps_json(*report).dump().c_str());
  } else if (!invocation.quiet || !report->good()) {
    const TextLayout layout = text_layout(invocation, services.user_environment);
    std::fputs(render_deps(*report, layout).c_str(), stdout);
  }
  return report->good() ? k_exit_ok : k_exit_failed;
}

}  // namespace ftenv

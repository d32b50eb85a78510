#include <cstdio>

#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/text/output.hpp"
#include "engine/toolchain/choice.hpp"

namespace ftenv {

int run_python_which_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  const auto toolchain = choose_toolchain(services, invocation.options.python);
  world.end_progress();
  if (!toolchain) return report_failure(invocation, toolchain.error(), services.cancel.signal());
  if (invocation.json) {
    std::printf("%s\n", Json::object({{"schema", 1}, {"python", toolchain_json(*toolchain)}}).dump().c_str());
  } else {
    std::printf("%s\n", toolchain->executable.string().c_str());
  }
  return k_exit_ok;
}

}  // namespace ftenv

#include <cstdio>

#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "engine/toolchain/store.hpp"

namespace ftenv {

int run_python_list_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  const std::vector<Toolchain> toolchains = list_toolchains(services);
  world.end_progress();
  if (invocation.json) {
    Json pythons(Json::Array{});
    for (const Toolchain& toolchain : toolchains) pythons.push(toolchain_json(toolchain));
    std::printf("%s\n", Json::object({{"schema", 1}, {"pythons", pythons}}).dump().c_str());
    return k_exit_ok;
  }
  if (toolchains.empty()) {
    std::fputs(
        "there is no interpreter in the store yet\nhint: `ftenv up` or `ftenv python install 3.14` builds "
        "one\n",
        stderr);
    return k_exit_ok;
  }
  for (const Toolchain& toolchain : toolchains) {
    std::printf("%-10s %-6s %-16s %-7s %-9s %s\n", (toolchain.facts.version.text() + "t").c_str(),
                toolchain.facts.abi().c_str(), "free-threaded", toolchain.facts.shared ? "shared" : "static",
                toolchain.origin.c_str(), toolchain.executable.c_str());
  }
  return k_exit_ok;
}

}  // namespace ftenv

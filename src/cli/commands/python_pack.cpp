#include <cstdio>

#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/text/output.hpp"
#include "engine/toolchain/choice.hpp"
#include "engine/toolchain/pack.hpp"

namespace ftenv {

int run_python_pack_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  const auto toolchain = choose_toolchain(services, invocation.options.python);
  if (!toolchain) {
    world.end_progress();
    return report_failure(invocation, toolchain.error(), services.cancel.signal());
  }
  const std::string name =
      invocation.output.empty() ? pack_file_name(*toolchain, services.host) : invocation.output;
  const fs::path target = absolute_normal(name, fs::current_path());
  services.reporter.step_started("pack", "CPython " + toolchain->facts.version.text() + "t");
  const auto begin = services.clock.now();
  const auto packed = pack_toolchain(services, *toolchain, target, invocation.level);
  const double seconds = std::chrono::duration<double>(services.clock.now() - begin).count();
  if (!packed) {
    services.reporter.step_failed("pack", seconds);
    world.end_progress();
    return report_failure(invocation, packed.error(), services.cancel.signal());
  }
  services.reporter.step_finished(
      "pack", human_bytes(packed->bytes) + ", " + std::to_string(packed->files) + " files", seconds);
  world.end_progress();
  if (invocation.json) {
    std::printf("%s\n",
                Json::object({{"schema", 1},
                              {"ok", true},
                              {"pack", Json::object({{"file", target.string()},
                                                     {"sha256", packed->sha256},
                                                     {"bytes", static_cast<std::int64_t>(packed->bytes)},
                                                     {"files", static_cast<std::int64_t>(packed->files)}})},
                              {"python", toolchain_json(*toolchain)}})
                    .dump()
                    .c_str());
  } else {
    std::printf("%s\nsha256 %s\n", target.string().c_str(), packed->sha256.c_str());
  }
  return k_exit_ok;
}

}  // namespace ftenv

#include <cstdio>

#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/text/output.hpp"
#include "engine/project_check.hpp"

namespace ftenv {

int run_verify_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  const auto proof = verify_project(services, invocation.options);
  world.end_progress();
  if (!proof) return report_failure(invocation, proof.error(), services.cancel.signal());
  if (invocation.json) {
    const Json document =
        Json::object({{"schema", 1},
                      {"ok", true},
                      {"python", Json::object({{"version", proof->python.version.text()},
                                               {"abi", proof->python.abi()},
                                               {"executable", proof->python.executable.string()},
                                               {"gil_enabled", proof->python.gil_enabled},
                                               {"shared", proof->python.shared}})},
                      {"extension", Json::object({{"module", proof->module},
                                                  {"file", proof->file.string()},
                                                  {"gil_enabled_after_import", false}})},
                      {"threads", threads_json(proof->witness.threads)}});
    std::printf("%s\n", document.dump().c_str());
    return k_exit_ok;
  }
  const Style style = stdout_style(invocation);
  std::printf("%s CPython %st, GIL off: %s\n", style.mark_done().c_str(),
              proof->python.version.text().c_str(), proof->python.executable.string().c_str());
  std::printf("%s `import %s` leaves the GIL off: %s\n", style.mark_done().c_str(), proof->module.c_str(),
              proof->file.string().c_str());
  std::printf("%s two threads do the same work %.2f times as fast as one\n", style.mark_done().c_str(),
              proof->witness.threads.speedup());
  return k_exit_ok;
}

}  // namespace ftenv

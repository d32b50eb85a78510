#include <cstdio>

#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "engine/toolchain/verify.hpp"
#include "engine/toolchain/choice.hpp"

namespace ftenv {
namespace {

Result<fs::path> interpreter_to_verify(const Invocation& invocation, Services& services) {
  if (contains(invocation.interpreter, "/"))
    return absolute_normal(invocation.interpreter, fs::current_path());
  FTENV_TRY(const Toolchain toolchain, choose_toolchain(services, invocation.interpreter));
  return toolchain.executable;
}

}  // namespace

int run_python_verify_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  const auto executable = interpreter_to_verify(invocation, services);
  if (!executable) return report_failure(invocation, executable.error(), services.cancel.signal());
  const auto verified = verify_interpreter(services, *executable, /*tkinter=*/false, /*measure=*/true);
  world.end_progress();
  if (!verified) return report_failure(invocation, verified.error(), services.cancel.signal());
  const InterpreterFacts& facts = verified->facts;
  if (invocation.json) {
    const Json document = Json::object({{"schema", 1},
                                        {"ok", true},
                                        {"python", Json::object({{"version", facts.version.text()},
                                                                 {"abi", facts.abi()},
                                                                 {"prefix", facts.prefix.string()},
                                                                 {"executable", facts.executable.string()},
                                                                 {"gil_enabled", facts.gil_enabled},
                                                                 {"shared", facts.shared},
                                                                 {"ext_suffix", facts.ext_suffix}})},
                                        {"threads", threads_json(verified->threads)}});
    std::printf("%s\n", document.dump().c_str());
    return k_exit_ok;
  }
  std::printf(
      "%s CPython %st (%s): GIL off, %s, all modules import, two threads are %.2f times as fast as one\n",
      stdout_style(invocation).mark_done().c_str(), facts.version.text().c_str(), facts.abi().c_str(),
      facts.shared ? "shared" : "static", verified->threads.speedup());
  return k_exit_ok;
}

}  // namespace ftenv

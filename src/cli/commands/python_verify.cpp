#include <cstdio>

#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/text/output.hpp"
#include "engine/toolchain/choice.hpp"
#include "engine/toolchain/verify.hpp"

namespace ftenv {
namespace {

struct Subject {
  fs::path executable;
  VerifyDemand demand;
};

Result<Subject> subject_of(const Invocation& invocation, Services& services) {
  Subject subject;
  subject.demand.measure = true;
  if (contains(invocation.interpreter, "/")) {
    subject.executable = absolute_normal(invocation.interpreter, fs::current_path());
    subject.demand.ours = false;
    return subject;
  }
  FTENV_TRY(const Toolchain toolchain, choose_toolchain(services, invocation.interpreter));
  subject.executable = toolchain.executable;
  subject.demand.ours = toolchain.built_by_ftenv();
  subject.demand.tkinter = toolchain.tkinter;
  return subject;
}

}  // namespace

int run_python_verify_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  const auto subject = subject_of(invocation, services);
  if (!subject) return report_failure(invocation, subject.error(), services.cancel.signal());
  const auto verified = verify_interpreter(services, subject->executable, subject->demand);
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

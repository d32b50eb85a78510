#include "engine/toolchain/byte_compile.hpp"

#include "base/log.hpp"

namespace ftenv {

Status byte_compile(Services& services, const fs::path& executable, const fs::path& staged,
                    const fs::path& final_place, int jobs) {
  const fs::path library = staged / "lib" / executable.filename();
  ProcessRequest request;
  // For the one level of optimization that nearly everybody runs. -B because what compileall itself imports
  // would be written with the staging path.
  request.argv = {executable.string(),
                  "-I",
                  "-B",
                  "-m",
                  "compileall",
                  "-q",
                  "-o",
                  "0",
                  "-j",
                  std::to_string(jobs),
                  "-s",
                  staged.string(),
                  "-p",
                  final_place.string(),
                  "-x",
                  "bad_coding|badsyntax|site-packages",
                  library.string()};
  request.environment = services.child_environment;
  request.environment.set("LC_ALL", "C.UTF-8");
  FTENV_TRY(const ProcessOutcome outcome, services.processes.run(request));
  if (!outcome.status.ok()) log_info("compileall: " + outcome.status.text() + ": " + outcome.out);
  return {};
}

}  // namespace ftenv

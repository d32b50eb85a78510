// Makes a tree of macOS movable, for mach_o.sh: move_mach_o ROOT OLD-PREFIX. The tools on PATH are started;
// one line on stdout for each.
#include <iostream>

#include "base/text.hpp"
#include "engine/toolchain/mach_o_move.hpp"
#include "platform/process.hpp"
#include "support/fakes.hpp"

namespace {

class ToldRunner : public ftenv::ProcessRunner {
 public:
  explicit ToldRunner(const ftenv::CancelToken& cancel) : m_real(cancel) {}
  ftenv::Result<ftenv::ProcessOutcome> run(const ftenv::ProcessRequest& request) override {
    std::cout << ftenv::shell_line(request.argv) << "\n";
    return m_real.run(request);
  }

 private:
  ftenv::SystemProcessRunner m_real;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: move_mach_o ROOT OLD-PREFIX\n";
    return 2;
  }
  ftenv::test::FakeWorld world;
  ToldRunner processes(world.cancel);
  world.child_environment.set("PATH", std::getenv("PATH"));
  ftenv::Services services{processes,   world.downloader,       world.packages,          world.reporter,
                           world.clock, world.cancel,           world.recipes,           world.host,
                           world.store, world.user_environment, world.child_environment, {}};
  const ftenv::Status moved = ftenv::move_mach_o_tree(services, argv[1], argv[2]);
  if (moved) return 0;
  std::cerr << "error: " << moved.error().message << "\n";
  return 1;
}

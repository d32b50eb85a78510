// A killed ftenv leaves no process behind.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "children.hpp"
#include "platform/posix/system_calls.hpp"
#include "support/temp.hpp"

namespace ftenv::test {
namespace {

// The group that the child leads, once it has written its number.
pid_t group_in(const fs::path& file) {
  for (int tries = 0; tries < 500; ++tries) {
    FsError error;
    if (fs::exists(file, error)) {
      const long pid = std::atol(read_file(file).c_str());
      if (pid > 0) return static_cast<pid_t>(pid);
    }
    std::this_thread::sleep_for(10ms);
  }
  return 0;
}

bool ends_soon(pid_t group) {
  for (int tries = 0; tries < 300; ++tries) {
    if (!group_has_living(group)) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

}  // namespace

TEST_CASE("when ftenv is killed, the children of its children go as well, whatever they ignore") {
  TestDir directory;
  const fs::path number = directory / "pid";
  const pid_t ftenv = ::fork();
  if (ftenv == 0) {
    static_cast<void>(run(shell("trap '' TERM HUP; sleep 60 & (trap '' TERM; exec sleep 61) & echo $$ >" +
                                number.string() + "; while :; do sleep 1; done")));
    ::_exit(0);
  }
  const pid_t group = group_in(number);
  REQUIRE(group > 0);
  CHECK(group_has_living(group));
  ::kill(ftenv, SIGKILL);
  ::waitpid(ftenv, nullptr, 0);
  CHECK(ends_soon(group));
}

TEST_CASE("what a child has left running on purpose in a session of its own is not ftenv's to end") {
  TestDir directory;
  const fs::path number = directory / "pid";
  const pid_t ftenv = ::fork();
  if (ftenv == 0) {
    static_cast<void>(run(shell("setsid sh -c 'echo $$ >" + number.string() + "; exec sleep 3' & sleep 60")));
    ::_exit(0);
  }
  const pid_t group = group_in(number);
  REQUIRE(group > 0);
  ::kill(ftenv, SIGKILL);
  ::waitpid(ftenv, nullptr, 0);
  std::this_thread::sleep_for(300ms);
  CHECK(group_has_living(group));
  ::kill(-group, SIGKILL);
}

}  // namespace ftenv::test

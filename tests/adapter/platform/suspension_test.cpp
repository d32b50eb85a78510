// Ctrl-Z in a process of its own: its children stand still with it, and the time does not count for them.
#include "platform/suspension.hpp"

#include <sys/wait.h>

#include "children.hpp"
#include "platform/interrupt.hpp"

namespace ftenv::test {
namespace {

std::uintmax_t size_of(const fs::path& file) {
  FsError error;
  const std::uintmax_t size = fs::file_size(file, error);
  return error ? 0 : size;
}

// Grows, or not, within half a second.
bool grows(const fs::path& file) {
  const std::uintmax_t before = size_of(file);
  for (int i = 0; i < 50; ++i) {
    if (size_of(file) > before) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

bool is_stopped(pid_t pid) {
  int raw = 0;
  for (int i = 0; i < 500; ++i) {
    if (::waitpid(pid, &raw, WNOHANG | WUNTRACED) == pid) return WIFSTOPPED(raw);
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

// A child that writes until it is told to end, in a grandchild, as builds do.
ProcessRequest writer(const fs::path& directory) {
  ProcessRequest request = shell("sh -c 'until [ -e end ]; do echo x; sleep 0.02; done' > written");
  request.directory = directory;
  request.timeout = 4s;
  return request;
}

}  // namespace

TEST_CASE("Ctrl-Z stops what we have started, and its deadline") {
  const TempDir directory = scratch();
  const fs::path file = directory.path() / "written";
  const pid_t pid = ::fork();
  if (pid == 0) {
    // In a session of its own nobody could continue it, and the system would not stop it.
    ::setpgid(0, 0);
    CancelToken cancel;
    const InterruptHandler handler(cancel);
    const auto outcome = SystemProcessRunner(cancel).run(writer(directory.path()));
    const bool counted = times_suspended() == 1 && time_suspended() > 4s;
    ::_exit(!outcome ? 1 : !outcome->status.ok() ? 2 : counted ? 77 : 3);
  }
  REQUIRE(grows(file));
  ::kill(pid, SIGTSTP);
  REQUIRE(is_stopped(pid));
  CHECK_FALSE(grows(file));
  std::this_thread::sleep_for(4200ms);  // longer than its deadline
  CHECK_FALSE(grows(file));
  ::kill(pid, SIGCONT);
  CHECK(grows(file));
  REQUIRE(write_text_atomically(directory.path() / "end", ""));
  int raw = 0;
  REQUIRE(::waitpid(pid, &raw, 0) == pid);
  REQUIRE(WIFEXITED(raw));
  CHECK(WEXITSTATUS(raw) == 77);
}

TEST_CASE("where Ctrl-Z is ignored it stays so") {
  const TempDir directory = scratch();
  const fs::path file = directory.path() / "written";
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::signal(SIGTSTP, SIG_IGN);
    CancelToken cancel;
    const InterruptHandler handler(cancel);
    const auto outcome = SystemProcessRunner(cancel).run(writer(directory.path()));
    ::_exit(outcome && outcome->status.ok() && times_suspended() == 0 ? 77 : 1);
  }
  REQUIRE(grows(file));
  ::kill(pid, SIGTSTP);
  CHECK(grows(file));
  REQUIRE(write_text_atomically(directory.path() / "end", ""));
  int raw = 0;
  REQUIRE(::waitpid(pid, &raw, 0) == pid);
  CHECK(WIFEXITED(raw));
  CHECK(WEXITSTATUS(raw) == 77);
}

}  // namespace ftenv::test

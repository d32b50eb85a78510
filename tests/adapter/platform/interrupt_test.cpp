#include "platform/interrupt.hpp"

#include <sys/wait.h>

#include "children.hpp"

namespace ftenv::test {
namespace {

// What a process of its own makes of `signal`: the number its token got, or 100 where none arrived.
int token_after(int signal, bool ignored_before = false) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    if (ignored_before) ::signal(signal, SIG_IGN);
    CancelToken cancel;
    {
      const InterruptHandler handler(cancel);
      ::raise(signal);
      ::raise(SIGTERM);  // only the first counts
    }
    ::_exit(cancel.requested() ? cancel.signal() : 100);
  }
  int raw = 0;
  while (::waitpid(pid, &raw, 0) < 0) {
  }
  return WIFEXITED(raw) ? WEXITSTATUS(raw) : -1;
}

}  // namespace

TEST_CASE("signals that ask us to stop become a cancellation") {
  CHECK(token_after(SIGINT) == SIGINT);
  CHECK(token_after(SIGTERM) == SIGTERM);
  CHECK(token_after(SIGHUP) == SIGHUP);
}

TEST_CASE("what was ignored when we started stays ignored, as nohup wants it") {
  CHECK(token_after(SIGHUP, true) == SIGTERM);
}

TEST_CASE("a closed pager does not kill us") {
  CHECK(token_after(SIGPIPE) == SIGTERM);
}

TEST_CASE("the handlers that were there come back") {
  struct sigaction before {
  }, after{};
  ::sigaction(SIGINT, nullptr, &before);
  CancelToken cancel;
  {
    const InterruptHandler handler(cancel);
    ::sigaction(SIGINT, nullptr, &after);
    CHECK(after.sa_handler != before.sa_handler);
  }
  ::sigaction(SIGINT, nullptr, &after);
  CHECK(after.sa_handler == before.sa_handler);
}

TEST_CASE("how a child ends is known, though whoever started us ignores the ends of children") {
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::signal(SIGCHLD, SIG_IGN);
    CancelToken cancel;
    const InterruptHandler handler(cancel);
    const auto outcome = SystemProcessRunner(cancel).run(shell("exit 3"));
    ::_exit(outcome && outcome->status.kind == ExitStatus::exited ? outcome->status.value : 100);
  }
  int raw = 0;
  REQUIRE(::waitpid(pid, &raw, 0) == pid);
  CHECK(WIFEXITED(raw));
  CHECK(WEXITSTATUS(raw) == 3);
}

TEST_CASE("a signal to us ends a running child at once") {
  const TempDir directory = scratch();
  const fs::path ready = directory.path() / "pid";
  const pid_t pid = ::fork();
  if (pid == 0) {
    CancelToken cancel;
    const InterruptHandler handler(cancel);
    const auto outcome = SystemProcessRunner(cancel).run(
        shell("echo $$ > " + shell_quote(ready.string()) + "; exec sleep 30"));
    ::_exit(!outcome && outcome.error().code == ErrorCode::interrupted ? 77 : 1);
  }
  const long child = pid_in(ready);
  REQUIRE(child > 0);
  const Stopwatch watch;
  ::kill(pid, SIGINT);
  int raw = 0;
  REQUIRE(::waitpid(pid, &raw, 0) == pid);
  CHECK(WIFEXITED(raw));
  CHECK(WEXITSTATUS(raw) == 77);
  CHECK(!lives(child));
  CHECK(watch.elapsed() < 3s);
}

}  // namespace ftenv::test

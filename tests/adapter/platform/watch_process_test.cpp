#include "platform/watch_process.hpp"

#include <signal.h>

#include <chrono>
#include <thread>

#include "support/temp.hpp"

namespace ftenv::test {
namespace {

Environment environment() {
  Environment made;
  made.set("PATH", "/usr/bin:/bin");
  made.set("GREETING", "hello");
  return made;
}

ExitStatus watch(const std::vector<std::string>& argv, const CancelToken& cancel = {}) {
  const auto status = watch_process(argv, environment(), cancel);
  REQUIRE(status);
  return *status;
}

}  // namespace

TEST_CASE("a watched command ends as it does, with the environment that it was given") {
  const TestDir dir;
  const std::string file = (dir / "out").string();
  CHECK(watch({"sh", "-c", "exit 7"}).value == 7);
  CHECK(watch({"sh", "-c", "kill -9 $$"}).kind == ExitStatus::signaled);
  CHECK(watch({"sh", "-c", "printf %s \"$GREETING\" > \"$0\"", file}).ok());
  CHECK(read_file(file) == "hello");
}

TEST_CASE("a command that is not there is an error with its name") {
  const CancelToken cancel;
  const auto status = watch_process({"no-such-command"}, environment(), cancel);
  REQUIRE_FALSE(status);
  CHECK(status.error().message == "there is no command `no-such-command`");
}

TEST_CASE("TERM is passed on, an interrupt of the terminal is not sent twice") {
  CancelToken cancel;
  std::thread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    cancel.request(SIGTERM);
  });
  const auto begin = std::chrono::steady_clock::now();
  const ExitStatus ended = watch({"sleep", "20"}, cancel);
  later.join();
  CHECK(ended.kind == ExitStatus::signaled);
  CHECK(ended.value == SIGTERM);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));

  CancelToken interrupted;
  interrupted.request(SIGINT);
  CHECK(watch({"sh", "-c", "sleep 0.2; exit 3"}, interrupted).value == 3);
}

}  // namespace ftenv::test

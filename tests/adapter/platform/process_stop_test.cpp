#include <atomic>

#include "children.hpp"

namespace ftenv::test {

namespace {

// A child, its child and a grandchild that ignore TERM, each with its pid in DIR. It ends by itself after
// half a minute (an ignored signal stays ignored across exec): a runner that is broken must not leave it
// behind for good.
std::string stubborn_tree(const fs::path& directory) {
  return "cd " + shell_quote(directory.string()) +
         "; trap '' TERM INT HUP; echo $$ > child; sh -c 'echo $$ > middle; sh -c \"echo \\$\\$ > "
         "grandchild; "
         "exec sleep 30\"; true'; true";
}

std::vector<long> tree_pids(const fs::path& directory) {
  return {pid_in(directory / "child"), pid_in(directory / "middle"), pid_in(directory / "grandchild")};
}

}  // namespace

TEST_CASE("a timeout ends a whole tree that ignores TERM") {
  const TempDir directory = scratch();
  ProcessRequest request = shell(stubborn_tree(directory.path()));
  request.timeout = 500ms;
  const Stopwatch watch;
  const auto outcome = run(request, impatient());
  REQUIRE(outcome);
  CHECK(outcome->status.kind == ExitStatus::timed_out);
  CHECK(outcome->status.text() == "timed out");
  CHECK(watch.elapsed() >= 500ms);
  CHECK(watch.elapsed() < 5s);
  for (const long pid : tree_pids(directory.path())) {
    CHECK(pid > 0);
    CHECK(!lives(pid));
  }
}

TEST_CASE("a timeout gives a child that listens to TERM time to tidy up") {
  ProcessRequest request =
      shell("trap 'echo tidied; exit 0' TERM; for i in $(seq 1500); do sleep 0.02; done");
  request.timeout = 200ms;
  const auto outcome = run(request, {5s, 10s, 5s});
  REQUIRE(outcome);
  CHECK(outcome->status.kind == ExitStatus::timed_out);
  CHECK(outcome->out == "tidied\n");
  CHECK(outcome->elapsed < 4s);
}

TEST_CASE("a child that never stops writing is still stopped by its deadline") {
  ProcessRequest request = shell("yes");
  request.timeout = 300ms;
  request.capture_limit = 100;
  const auto outcome = run(request, impatient());
  REQUIRE(outcome);
  CHECK(outcome->status.kind == ExitStatus::timed_out);
  CHECK(outcome->out.size() == 100);
  CHECK(outcome->elapsed < 4s);
}

TEST_CASE("a child that closed its streams is still stopped by its deadline") {
  ProcessRequest request = shell("exec >&- 2>&-; sleep 60");
  request.timeout = 200ms;
  const auto outcome = run(request, impatient());
  REQUIRE(outcome);
  CHECK(outcome->status.kind == ExitStatus::timed_out);
  CHECK(outcome->elapsed < 4s);
}

TEST_CASE("a stopped child can be ended") {
  ProcessRequest request = shell("kill -STOP $$; sleep 60");
  request.timeout = 200ms;
  const auto outcome = run(request, {5s, 10s, 5s});  // a KILL would come too late for this test
  REQUIRE(outcome);
  CHECK(outcome->status.kind == ExitStatus::timed_out);
  CHECK(outcome->elapsed < 4s);
}

TEST_CASE("a cancellation from another thread leaves no process of the group") {
  const TempDir directory = scratch();
  CancelToken cancel;
  SystemProcessRunner runner(cancel, impatient());
  std::vector<long> pids;
  std::thread canceller([&] {
    pids = tree_pids(directory.path());
    cancel.request(SIGINT);
  });
  const auto outcome = runner.run(shell(stubborn_tree(directory.path())));
  canceller.join();
  REQUIRE(!outcome);
  CHECK(outcome.error().code == ErrorCode::interrupted);
  CHECK(outcome.error().message == "interrupted by SIGINT");
  for (const long pid : pids) {
    CHECK(pid > 0);
    CHECK(!lives(pid));
  }
}

TEST_CASE("a cancelled child hears the signal that asked us first") {
  const TempDir directory = scratch();
  const std::string script =
      "cd " + shell_quote(directory.path().string()) +
      "; trap 'echo INT >> heard; exit 1' INT; trap 'echo TERM >> heard; exit 1' TERM;"
      "trap 'echo HUP >> heard; exit 1' HUP; echo $$ > ready; for i in $(seq 1500); do sleep 0.02; done";
  CancelToken cancel;
  int signal = 0;
  std::string expected;
  SECTION("Ctrl-C") {
    signal = SIGINT;
    expected = "INT\n";
  }
  SECTION("a closed terminal") {
    signal = SIGHUP;
    expected = "HUP\n";
  }
  SECTION("a failed neighbour") {
    signal = CancelToken::k_by_failure;
    expected = "TERM\n";
  }
  std::thread canceller([&] {
    pid_in(directory.path() / "ready");
    cancel.request(signal);
  });
  const Stopwatch watch;
  const auto outcome = SystemProcessRunner(cancel).run(shell(script));
  canceller.join();
  REQUIRE(!outcome);
  CHECK(outcome.error().code == ErrorCode::interrupted);
  CHECK(read_text(directory.path() / "heard").value_or("nothing") == expected);
  CHECK(watch.elapsed() < 4s);
}

TEST_CASE("a cancelled runner starts nothing") {
  const TempDir directory = scratch();
  CancelToken cancel;
  cancel.request(SIGTERM);
  const auto outcome =
      SystemProcessRunner(cancel).run(shell("touch " + shell_quote((directory.path() / "made").string())));
  REQUIRE(!outcome);
  CHECK(outcome.error().code == ErrorCode::interrupted);
  CHECK(!fs::exists(directory.path() / "made"));
}

TEST_CASE("a callback that throws leaves no process behind") {
  const TempDir directory = scratch();
  ProcessRequest request =
      shell("(" + stubborn_tree(directory.path()) + ") & sleep 0.3; echo line; sleep 60");
  request.on_line = [](std::string_view) { throw 1; };
  bool thrown = false;
  try {
    static_cast<void>(run(request));
  } catch (int) {
    thrown = true;
  }
  CHECK(thrown);
  std::this_thread::sleep_for(100ms);  // KILL was sent to all, but only the child was waited for
  CHECK(!lives(pid_in(directory.path() / "grandchild")));
}

TEST_CASE("children run by many threads are all stopped by one cancellation") {
  CancelToken cancel;
  SystemProcessRunner runner(cancel, impatient());
  std::atomic<int> begun{0}, interrupted{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      ProcessRequest request = shell("echo up; sleep 60");
      request.on_line = [&](std::string_view) { ++begun; };
      const auto outcome = runner.run(request);
      if (!outcome && outcome.error().code == ErrorCode::interrupted) ++interrupted;
    });
  for (int i = 0; begun < 8 && i < 500; ++i) std::this_thread::sleep_for(10ms);
  const Stopwatch watch;
  cancel.request(SIGTERM);
  for (auto& thread : threads) thread.join();
  CHECK(interrupted == 8);
  CHECK(watch.elapsed() < 4s);
}

}  // namespace ftenv::test

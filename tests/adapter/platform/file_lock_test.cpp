#include "platform/file_lock.hpp"

#include <sys/wait.h>

#include <atomic>
#include <thread>
#include <vector>

#include "children.hpp"
#include "platform/host_probe.hpp"
#include "support/temp.hpp"

namespace ftenv::test {
namespace {

// A second process that takes the lock, says so through `ready`, and keeps it until it is killed.
pid_t hold_elsewhere(const fs::path& lock, const fs::path& ready) {
  const pid_t pid = ::fork();
  if (pid != 0) return pid;
  const auto taken = FileLock::try_acquire(lock);
  const bool ours = taken && taken->has_value();
  static_cast<void>(write_text_atomically(ready, ours ? "1\n" : "-1\n"));
  for (int i = 0; i < 30; ++i) ::sleep(1);
  ::_exit(0);
}

}  // namespace

TEST_CASE("a lock held by another process is not given, and is free when that dies") {
  const TempDir directory = scratch();
  const fs::path path = directory.path() / "deep" / "lock";
  const pid_t other = hold_elsewhere(path, directory.path() / "ready");
  REQUIRE(other > 0);
  CHECK(pid_in(directory.path() / "ready") == 1);
  const auto refused = FileLock::try_acquire(path);
  REQUIRE(refused);
  CHECK(!refused->has_value());
  CHECK(FileLock::holder(path) == other);
  ::kill(other, SIGKILL);
  REQUIRE(::waitpid(other, nullptr, 0) == other);
  const auto taken = FileLock::try_acquire(path);
  REQUIRE(taken);
  CHECK(taken->has_value());
  CHECK(FileLock::holder(path) == current_pid());
}

TEST_CASE("two locks in one process exclude each other") {
  const TempDir directory = scratch();
  const fs::path path = directory.path() / "lock";
  {
    const auto first = FileLock::try_acquire(path);
    REQUIRE(first);
    REQUIRE(first->has_value());
    CHECK(!FileLock::try_acquire(path).value().has_value());
    CHECK(FileLock::holder(path) == current_pid());
    CHECK(!FileLock::try_acquire(path).value().has_value());  // reading the holder did not release it
  }
  CHECK(FileLock::holder(path) == 0);
  CHECK_FALSE(fs::exists(path));
  CHECK(FileLock::try_acquire(path).value().has_value());
}

TEST_CASE("of many that take a lock whose file comes and goes, one at a time has it") {
  const TempDir directory = scratch();
  const fs::path path = directory.path() / "lock";
  constexpr int k_threads = 8;
  constexpr int k_turns = 200;
  std::atomic<int> inside{0};
  std::atomic<int> crowds{0};
  std::atomic<int> turns{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < k_threads; ++i) {
    threads.emplace_back([&] {
      for (int turn = 0; turn < k_turns;) {
        const auto taken = FileLock::try_acquire(path);
        if (!taken || !taken->has_value()) continue;
        if (++inside != 1) ++crowds;
        std::this_thread::yield();
        --inside;
        ++turn;
        ++turns;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(turns == k_threads * k_turns);
  CHECK(crowds == 0);
  CHECK_FALSE(fs::exists(path));
}

TEST_CASE("a lock is not inherited by a child") {
  const TempDir directory = scratch();
  const fs::path path = directory.path() / "lock";
  auto held = FileLock::try_acquire(path);
  REQUIRE(held);
  REQUIRE(held->has_value());
  const auto outcome = run(shell("setsid sleep 2 >/dev/null 2>&1 & echo $!"));
  REQUIRE(outcome);
  held->reset();
  CHECK(FileLock::try_acquire(path).value().has_value());
}

TEST_CASE("a lock can be moved, and releases what it replaces") {
  const TempDir directory = scratch();
  auto first = FileLock::try_acquire(directory.path() / "a").value();
  auto second = FileLock::try_acquire(directory.path() / "b").value();
  REQUIRE(first);
  REQUIRE(second);
  *first = std::move(*second);
  CHECK(FileLock::try_acquire(directory.path() / "a").value().has_value());
  CHECK(!FileLock::try_acquire(directory.path() / "b").value().has_value());
}

TEST_CASE("a lock where no file can be made is an error") {
  const auto taken = FileLock::try_acquire("/proc/ftenv/lock");
  REQUIRE(!taken);
  CHECK((taken.error().code == ErrorCode::disk || taken.error().code == ErrorCode::permission));
  CHECK(FileLock::holder("/nonexistent/lock") == 0);
}

TEST_CASE("those who share a lock keep out who wants it alone, and its file goes with the last") {
  TestDir directory;
  const fs::path path = directory / "lock";
  auto one = FileLock::try_acquire(path, LockKind::shared).value();
  auto two = FileLock::try_acquire(path, LockKind::shared).value();
  REQUIRE(one);
  REQUIRE(two);
  CHECK_FALSE(FileLock::try_acquire(path).value());
  one.reset();
  CHECK(fs::exists(path));
  CHECK_FALSE(FileLock::try_acquire(path).value());
  CHECK(FileLock::try_acquire(path, LockKind::shared).value());
  CHECK_FALSE(FileLock::try_acquire(path).value());
  two.reset();
  CHECK_FALSE(fs::exists(path));
  auto alone = FileLock::try_acquire(path).value();
  REQUIRE(alone);
  CHECK_FALSE(FileLock::try_acquire(path, LockKind::shared).value());
}

}  // namespace ftenv::test

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "children.hpp"

namespace ftenv::test {
namespace {

fs::path write_script(const fs::path& path, const std::string& text, mode_t mode) {
  REQUIRE(write_text_atomically(path, text));
  REQUIRE(::chmod(path.c_str(), mode) == 0);
  return path;
}

}  // namespace

TEST_CASE("a child's exit code is its outcome") {
  for (const int code : {0, 1, 42, 127, 255}) {
    const auto outcome = run(shell("exit " + std::to_string(code)));
    REQUIRE(outcome);
    CHECK(outcome->status.kind == ExitStatus::exited);
    CHECK(outcome->status.value == code);
    CHECK(outcome->status.ok() == (code == 0));
  }
}

TEST_CASE("a child that a signal killed says so") {
  const auto outcome = run(shell("kill -SEGV $$"));
  REQUIRE(outcome);
  CHECK(outcome->status.kind == ExitStatus::signaled);
  CHECK(outcome->status.value == SIGSEGV);
  CHECK(outcome->status.text() == "killed by signal 11 (SIGSEGV)");
}

TEST_CASE("an exit code above 128 is not taken for a signal") {
  const auto outcome = run(shell("exit 137"));
  REQUIRE(outcome);
  CHECK(outcome->status.kind == ExitStatus::exited);
  CHECK(outcome->status.value == 137);
}

TEST_CASE("a program that is nowhere is not found") {
  ProcessRequest request;
  request.environment = small_environment();
  SECTION("by name") {
    request.argv = {"ftenv-no-such-program"};
  }
  SECTION("by path") {
    request.argv = {"/nonexistent/program"};
  }
  SECTION("below a file") {
    request.argv = {"/etc/passwd/program"};
  }
  SECTION("with an empty name") {
    request.argv = {""};
  }
  SECTION("without a PATH") {
    request.argv = {"sh", "-c", "true"};
    request.environment = Environment();
  }
  const auto outcome = run(request);
  REQUIRE(outcome);
  CHECK(outcome->status.kind == ExitStatus::not_found);
  CHECK(outcome->status.text() == "not found");
}

TEST_CASE("a file that can't be executed is not executable") {
  const TempDir directory = scratch();
  ProcessRequest request;
  request.environment = Environment(Variables{{"PATH", directory.path().string()}});
  SECTION("no x bit, by path") {
    request.argv = {write_script(directory.path() / "plain", "#!/bin/sh\n", 0644).string()};
  }
  SECTION("no x bit, by name") {
    write_script(directory.path() / "plain", "#!/bin/sh\n", 0644);
    request.argv = {"plain"};
  }
  SECTION("its interpreter is missing") {
    request.argv = {write_script(directory.path() / "orphan", "#!/nonexistent/sh\n", 0755).string()};
  }
  SECTION("neither a binary nor a script") {
    request.argv = {write_script(directory.path() / "text", "hello\n", 0755).string()};
  }
  SECTION("a directory") {
    request.argv = {directory.path().string()};
  }
  const auto outcome = run(request);
  REQUIRE(outcome);
  CHECK(outcome->status.kind == ExitStatus::not_executable);
  CHECK(outcome->status.value != 0);
}

TEST_CASE("a program that was written a moment ago by one of many threads starts") {
  const TempDir directory = scratch();
  std::atomic<int> started{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, i] {
      for (int round = 0; round < 25; ++round) {
        const fs::path tool = directory.path() / (std::to_string(i) + "-" + std::to_string(round));
        const int file = ::open(tool.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0755);
        const std::string text = "#!/bin/sh\nexit 7\n";
        if (::write(file, text.data(), text.size()) < 0) return;
        ::close(file);
        ProcessRequest request;
        request.argv = {tool.string()};
        request.environment = small_environment();
        const auto outcome = run(request);
        if (outcome && outcome->status.kind == ExitStatus::exited && outcome->status.value == 7) ++started;
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(started == 100);
}

TEST_CASE("a request that makes no sense is an error") {
  ProcessRequest request = shell("true");
  SECTION("no program") {
    request.argv.clear();
  }
  SECTION("a NUL in an argument") {
    request.argv.push_back(std::string("a\0b", 3));
  }
  SECTION("a NUL in a variable") {
    request.environment.set("A", std::string("a\0b", 3));
  }
  SECTION("arguments beyond the system's limit") {
    request.argv.push_back(std::string(8u << 20, 'x'));
  }
  const auto outcome = run(request);
  REQUIRE(!outcome);
  CHECK(outcome.error().code == ErrorCode::internal);
}

TEST_CASE("a directory that can't be entered is an error that names it") {
  ProcessRequest request = shell("true");
  request.directory = "/nonexistent/place";
  const auto outcome = run(request);
  REQUIRE(!outcome);
  CHECK(outcome.error().code == ErrorCode::process);
  CHECK(contains(outcome.error().message, "`/nonexistent/place`"));
}

TEST_CASE("what a finished child left behind does not hold us up") {
  SECTION("silent: ended after the grace") {
    const Stopwatch watch;
    const auto outcome = run(shell("sleep 60 & echo $!; exit 3"), impatient());
    REQUIRE(outcome);
    CHECK(outcome->status.kind == ExitStatus::exited);
    CHECK(outcome->status.value == 3);
    CHECK(watch.elapsed() < 5s);
    CHECK(!lives(std::strtol(outcome->out.c_str(), nullptr, 10)));
  }
  SECTION("talking for ever: ended too") {
    const Stopwatch watch;
    const auto outcome =
        run(shell("(for i in $(seq 1500); do echo x; sleep 0.02; done) & exit 0"), impatient());
    REQUIRE(outcome);
    CHECK(outcome->status.ok());
    CHECK(watch.elapsed() < 10s);
  }
  SECTION("what it still says is kept") {
    const auto outcome = run(shell("(sleep 0.1; echo late) & exit 0"));
    REQUIRE(outcome);
    CHECK(outcome->out == "late\n");
  }
  SECTION("in a session of its own: left alone, but not waited for") {
    const Stopwatch watch;
    const auto outcome = run(shell("setsid sleep 3 & sleep 0.2; exit 0"), impatient());
    REQUIRE(outcome);
    CHECK(outcome->status.ok());
    CHECK(watch.elapsed() < 2s);
  }
}

TEST_CASE("the time that a child took is measured") {
  const auto outcome = run(shell("sleep 0.2"));
  REQUIRE(outcome);
  CHECK(outcome->elapsed >= 200ms);
  CHECK(outcome->elapsed < 5s);
}

}  // namespace ftenv::test

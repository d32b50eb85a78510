#include <fcntl.h>
#include <sys/wait.h>

#include <atomic>
#include <mutex>

#include "children.hpp"

namespace ftenv::test {

TEST_CASE("a child's environment is exactly what was given") {
  ::setenv("FTENV_TEST_OURS", "not for children", 1);
  ProcessRequest request;
  request.argv = {"/usr/bin/env"};
  request.environment = Environment(Variables{{"A", "1"}, {"B", "two words\nand a line"}, {"EMPTY", ""}});
  const auto outcome = run(request);
  ::unsetenv("FTENV_TEST_OURS");
  REQUIRE(outcome);
  CHECK(outcome->out == "A=1\nB=two words\nand a line\nEMPTY=\n");
}

TEST_CASE("arguments reach a child byte for byte") {
  ProcessRequest request;
  request.argv = {"printf", "%s|", "", "two words", "$HOME", "'\"\\*", "\xff\xfe", "a\nb"};
  request.environment = small_environment();
  const auto outcome = run(request);
  REQUIRE(outcome);
  CHECK(outcome->out == "|two words|$HOME|'\"\\*|\xff\xfe|a\nb|");
}

TEST_CASE("a child reads nothing from us") {
  const auto outcome = run(shell("cat; readlink /proc/self/fd/0"));
  REQUIRE(outcome);
  CHECK(outcome->out == "/dev/null\n");
}

TEST_CASE("stdin is kept for a child that needs the terminal, but only if it is one") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  REQUIRE(::write(ends[1], "ours\n", 5) == 5);
  ::close(ends[1]);
  const int before = ::dup(STDIN_FILENO);
  ::dup2(ends[0], STDIN_FILENO);
  ProcessRequest request = shell("cat");
  request.terminal_input = true;
  const auto outcome = run(request);
  ::dup2(before, STDIN_FILENO);
  ::close(before);
  ::close(ends[0]);
  REQUIRE(outcome);
  CHECK(outcome->out.empty());
}

TEST_CASE("a child leads a session of its own, unless it needs the terminal") {
  const std::string script = "cut -d' ' -f5,6 /proc/$$/stat; echo $$";
  const auto numbers = [](const std::string& out) { return split_words(out); };
  ProcessRequest request = shell(script);
  const auto alone = run(request);
  request.terminal_input = true;
  const auto beside = run(request);
  REQUIRE(alone);
  REQUIRE(beside);
  const auto own = numbers(alone->out);
  REQUIRE(own.size() == 3);
  CHECK(own[0] == own[2]);
  CHECK(own[1] == own[2]);
  const auto shared = numbers(beside->out);
  REQUIRE(shared.size() == 3);
  CHECK(shared[0] == std::to_string(::getpgrp()));
  CHECK(shared[1] == std::to_string(::getsid(0)));
}

TEST_CASE("a child can't be stopped by the terminal") {
  const auto outcome = run(shell("(: < /dev/tty) 2>/dev/null && echo has || echo none"));
  REQUIRE(outcome);
  CHECK(outcome->out == "none\n");
}

TEST_CASE("a child starts with no signal blocked or ignored") {
  sigset_t blocked, before;
  ::sigemptyset(&blocked);
  ::sigaddset(&blocked, SIGUSR1);
  ::pthread_sigmask(SIG_BLOCK, &blocked, &before);
  const auto old = ::signal(SIGPIPE, SIG_IGN);
  const auto outcome = run(shell("grep -E '^Sig(Blk|Ign)' /proc/self/status"));
  ::signal(SIGPIPE, old);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  REQUIRE(outcome);
  CHECK(outcome->out == "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
}

TEST_CASE("a child whose end the system keeps from us has not succeeded") {
  const auto old = ::signal(SIGCHLD, SIG_IGN);
  const auto outcome = run(shell("exit 3"));
  ::signal(SIGCHLD, old);
  REQUIRE(!outcome);
  CHECK(outcome.error().code == ErrorCode::internal);
}

TEST_CASE("a child's directory is the one that was named, and ours stays") {
  const TempDir directory = scratch();
  const fs::path before = fs::current_path();
  ProcessRequest request = shell("pwd -P");
  request.directory = directory.path();
  const auto outcome = run(request);
  REQUIRE(outcome);
  CHECK(outcome->out == fs::canonical(directory.path()).string() + "\n");
  CHECK(fs::current_path() == before);
}

TEST_CASE("a program named with a slash is seen from the child's directory") {
  const TempDir directory = scratch();
  fs::create_symlink("/bin/echo", directory.path() / "speak");
  ProcessRequest request;
  request.argv = {"./speak", "hello"};
  request.directory = directory.path();
  const auto outcome = run(request);
  REQUIRE(outcome);
  CHECK(outcome->status.ok());
  CHECK(outcome->out == "hello\n");
}

TEST_CASE("a child has three descriptors, whatever we have open") {
  const int careless = ::open("/dev/null", O_RDONLY);  // without O_CLOEXEC, as a library might
  const TempDir directory = scratch();
  ProcessRequest request = shell("ls -1 /proc/$$/fd");
  request.log = directory.path() / "log";
  const auto outcome = run(request);
  ::close(careless);
  REQUIRE(outcome);
  CHECK(outcome->out == "0\n1\n2\n");
}

TEST_CASE("children run by eight threads at once see nothing of each other") {
  std::atomic<int> clean{0};
  std::string bad;
  std::mutex mutex;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&, i] {
      for (int round = 0; round < 10; ++round) {
        const std::string token = std::to_string(i) + "." + std::to_string(round);
        const auto outcome = run(shell("ls -1 /proc/$$/fd; echo " + token + "; echo " + token + " >&2"));
        if (outcome && outcome->out == "0\n1\n2\n" + token + "\n" && outcome->err == token + "\n") {
          ++clean;
        } else {
          const std::lock_guard lock(mutex);
          bad = outcome ? outcome->out + outcome->err : outcome.error().message;
        }
      }
    });
  for (auto& thread : threads) thread.join();
  INFO(bad);
  CHECK(clean == 80);
}

TEST_CASE("we keep no descriptor of a child that has ended") {
  const auto count = [] {
    int open = 0;
    for (fs::directory_iterator entry("/proc/self/fd"), end; entry != end; ++entry) ++open;
    return open;
  };
  REQUIRE(run(shell("true")));
  const int before = count();
  ProcessRequest missing;
  missing.argv = {"/nonexistent"};
  for (int i = 0; i < 20; ++i) {
    REQUIRE(run(shell("true")));
    REQUIRE(run(missing));
  }
  CHECK(count() == before);
}

TEST_CASE("a build ends when ftenv is killed") {
  const TempDir directory = scratch();
  const pid_t ftenv = ::fork();
  if (ftenv == 0) {
    static_cast<void>(
        run(shell("echo $$ > " + shell_quote((directory.path() / "pid").string()) + "; exec sleep 60")));
    ::_exit(0);
  }
  const long child = pid_in(directory.path() / "pid");
  REQUIRE(child > 0);
  std::this_thread::sleep_for(50ms);  // for sleep to take the shell's place
  ::kill(ftenv, SIGKILL);
  for (int i = 0; i < 200 && lives(child); ++i) std::this_thread::sleep_for(10ms);
  CHECK(!lives(child));
  REQUIRE(::waitpid(ftenv, nullptr, 0) == ftenv);
}

}  // namespace ftenv::test

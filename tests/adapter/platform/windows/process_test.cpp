#include <signal.h>

#include <thread>

#include "adapter/platform/windows/windows_children.hpp"
#include "platform/windows/unique_handle.hpp"

namespace ftenv::test {
namespace {

using namespace std::chrono_literals;

DWORD pid_in(const fs::path& file) {
  const auto text = read_text(file);
  return text ? static_cast<DWORD>(std::strtoul(text->c_str(), nullptr, 10)) : 0;
}

}  // namespace

TEST_CASE("windows: a child gets exactly the environment that was meant for it") {
  ::SetEnvironmentVariableW(L"FTENV_TEST_OURS", L"not for children");
  ProcessRequest request = child({"environment"});
  request.environment = Environment({{"SYSTEMROOT", "C:\\windows"},
                                     {"B", "2=3"},
                                     {"a", "1"},
                                     {"EMPTY", ""},
                                     {"WIDE", "\xC3\xA9\xF0\x9F\x90\x8D"}});
  const std::string out = ran(request).out;
  // Wine gives every process some variables of its own.
  for (const char* line : {"A=1\n", "B=2=3\n", "EMPTY=\n", "WIDE=\xC3\xA9\xF0\x9F\x90\x8D\n", "SYSTEMROOT="})
    CHECK(contains(out, line));
  CHECK(!contains(out, "FTENV_TEST_OURS"));
  CHECK(!contains(out, "FTENV_TEST_CHILD"));
}

TEST_CASE("windows: a child ends with its own code") {
  CHECK(ran(child({"exit", "0"})).status.ok());
  const ExitStatus two = ran(child({"exit", "2"})).status;
  CHECK(two.kind == ExitStatus::exited);
  CHECK(two.text() == "exit code 2");
  CHECK(ran(child({"exit", "-1"})).status.text() == "exit code -1");
}

TEST_CASE("windows: a crash is told from an exit code") {
  const ExitStatus status = ran(child({"crash"})).status;
  CHECK(status.kind == ExitStatus::signaled);
  CHECK(status.text() == "ended with 0xC0000005 (access violation)");
}

TEST_CASE("windows: a program that is not there is an outcome, a directory that is not there an error") {
  ProcessRequest request = child({});
  request.argv = {"ftenv-no-such-program"};
  request.environment.set("PATH", "C:\\windows\\system32");
  CHECK(ran(request).status.kind == ExitStatus::not_found);
  const TestDir dir;
  request = child({"directory"});
  request.directory = dir.path();
  CHECK(trim(ran(request).out) == dir.path().string());
  request.directory = dir / "none";
  CHECK(run(request).error().code == ErrorCode::process);
  // No program at all, but so called.
  write_file(dir / "text.exe", "no program");
  request = child({});
  request.argv = {(dir / "text.exe").string()};
  CHECK(ran(request).status.kind == ExitStatus::not_executable);
}

TEST_CASE("windows: output is kept up to the limit, logged in full and cut into lines") {
  const TestDir dir;
  ProcessRequest request = child({"write", "3000000"});
  request.capture_limit = 1000;
  request.log = dir / "log";
  write_file(request.log, "before\n");
  CHECK(ran(request).out == std::string(1000, 'x'));
  CHECK(fs::file_size(request.log) == 3000007);
  request = child({"arguments", "one", "two"});
  std::vector<std::string> lines;
  const auto here = std::this_thread::get_id();
  request.on_line = [&](std::string_view line) {
    CHECK(std::this_thread::get_id() == here);
    lines.emplace_back(line);
  };
  CHECK(ran(request).status.ok());
  CHECK(lines == std::vector<std::string>{"3:one", "3:two"});
}

TEST_CASE("windows: a child has no input, and none of our handles but its streams") {
  CHECK(ran(child({"input"})).out == "nothing\n");
  const TestDir dir;
  SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
  const UniqueHandle careless(
      ::CreateFileW((dir / "f").c_str(), GENERIC_WRITE, 0, &inherited, CREATE_NEW, 0, nullptr));
  REQUIRE(careless.open());
  const auto number = reinterpret_cast<std::uintptr_t>(careless.get());
  CHECK(ran(child({"handle", std::to_string(number)})).out == "closed\n");
}

TEST_CASE("windows: a timeout ends the child and what it has started") {
  const TestDir dir;
  ProcessRequest request = child({"parent", (dir / "pid").string()});
  request.timeout = 3000ms;
  const auto outcome = ran(request);
  CHECK(outcome.status.kind == ExitStatus::timed_out);
  CHECK(outcome.elapsed < 20s);
  const DWORD grandchild = pid_in(dir / "pid");
  REQUIRE(grandchild != 0);
  CHECK(within(2s, [&] { return !is_alive(grandchild); }));
}

TEST_CASE("windows: a cancellation ends the whole tree") {
  const TestDir dir;
  CancelToken cancel;
  ProcessRequest request = child({"parent", (dir / "pid").string()});
  std::thread asker([&] {
    within(20s, [&] { return pid_in(dir / "pid") != 0; });
    cancel.request(SIGINT);
  });
  const auto outcome = SystemProcessRunner(cancel).run(request);
  asker.join();
  REQUIRE(!outcome);
  CHECK(outcome.error().code == ErrorCode::interrupted);
  const DWORD grandchild = pid_in(dir / "pid");
  REQUIRE(grandchild != 0);
  CHECK(within(2s, [&] { return !is_alive(grandchild); }));
  CHECK(!SystemProcessRunner(cancel).run(request));
}

TEST_CASE("windows: what a child leaves behind with our pipes in hand is ended after the grace") {
  const TestDir dir;
  const auto outcome = ran(child({"orphan", (dir / "pid").string()}));
  CHECK(outcome.status.ok());
  CHECK(outcome.elapsed < 20s);
  const DWORD orphan = pid_in(dir / "pid");
  if (orphan != 0) CHECK(within(2s, [&] { return !is_alive(orphan); }));
}

}  // namespace ftenv::test

#include <sys/resource.h>

#include "children.hpp"

namespace ftenv::test {
namespace {

long peak_memory_kb() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

}  // namespace

TEST_CASE("both streams are captured, each for itself") {
  const auto outcome = run(shell("echo one; echo two >&2; printf three"));
  REQUIRE(outcome);
  CHECK(outcome->out == "one\nthree");
  CHECK(outcome->err == "two\n");
}

TEST_CASE("much output on both streams at once is no deadlock") {
  const auto outcome = run(shell(
      "dd if=/dev/zero bs=65536 count=64 2>/dev/null & dd if=/dev/zero bs=65536 count=64 >&2 2>/dev/null;"
      "wait"));
  REQUIRE(outcome);
  CHECK(outcome->status.ok());
  CHECK(outcome->out.size() == (1u << 20));
  CHECK(outcome->err.size() == (1u << 20));
}

TEST_CASE("a hundred megabytes of output stay bounded in memory") {
  ProcessRequest request = shell("head -c 100000000 /dev/zero; printf end");
  std::size_t seen = 0;
  std::string last;
  request.on_line = [&](std::string_view line) {
    seen += line.size();
    last = line.substr(line.size() - std::min<std::size_t>(3, line.size()));
  };
  const long before = peak_memory_kb();
  const auto outcome = run(request);
  REQUIRE(outcome);
  CHECK(outcome->status.ok());
  CHECK(outcome->out == std::string(1u << 20, '\0'));  // the first bytes, not the last
  CHECK(seen == 100000003);
  CHECK(last == "end");
  CHECK(peak_memory_kb() - before < 20 * 1024);
}

TEST_CASE("the capture limit may be nothing") {
  ProcessRequest request = shell("echo text; echo text >&2");
  request.capture_limit = 0;
  const auto outcome = run(request);
  REQUIRE(outcome);
  CHECK(outcome->out.empty());
  CHECK(outcome->err.empty());
}

TEST_CASE("the log gets both streams in the order they were written, after what it had") {
  const TempDir directory = scratch();
  const fs::path log = directory.path() / "log";
  REQUIRE(write_text_atomically(log, "before\n"));
  ProcessRequest request = shell("echo one; sleep 0.1; echo two >&2; sleep 0.1; echo three");
  request.log = log;
  request.capture_limit = 2;
  REQUIRE(run(request));
  CHECK(read_text(log).value_or("") == "before\none\ntwo\nthree\n");
}

TEST_CASE("the log can be read while the child still runs") {
  const TempDir directory = scratch();
  const fs::path log = directory.path() / "log";
  ProcessRequest request = shell("printf begun; sleep 0.3; echo done");
  request.log = log;
  std::string seen;
  std::thread reader([&] {
    for (int i = 0; seen.empty() && i < 100; ++i) {
      std::this_thread::sleep_for(10ms);
      seen = read_text(log).value_or("");
    }
  });
  REQUIRE(run(request));
  reader.join();
  CHECK(seen == "begun");
}

TEST_CASE("a log that can't be opened is an error, and the child is not started") {
  const TempDir directory = scratch();
  const fs::path made = directory.path() / "made";
  ProcessRequest request = shell("touch " + shell_quote(made.string()));
  request.log = directory.path() / "no" / "log";
  const auto outcome = run(request);
  REQUIRE(!outcome);
  CHECK(outcome.error().code == ErrorCode::disk);
  CHECK(!fs::exists(made));
}

TEST_CASE("a log that can't be written ends the child") {
  if (!fs::exists("/dev/full")) {
    WARN("not checked: this machine has no /dev/full");
    return;
  }
  ProcessRequest request = shell("echo text; sleep 60");
  request.log = "/dev/full";
  const Stopwatch watch;
  const auto outcome = run(request, impatient());
  REQUIRE(!outcome);
  CHECK(outcome.error().code == ErrorCode::disk);
  CHECK(contains(outcome.error().message, "`/dev/full`"));
  CHECK(watch.elapsed() < 5s);
}

TEST_CASE("lines arrive one by one, with progress and a last one without an end") {
  std::vector<std::string> lines;
  ProcessRequest request =
      shell("printf 'first\\n'; printf ' 10%%\\r'; printf ' 100%%\\r\\n'; printf '\\nlast'");
  request.on_line = [&](std::string_view line) { lines.emplace_back(line); };
  REQUIRE(run(request));
  CHECK(lines == std::vector<std::string>{"first", " 10%", " 100%", "", "last"});
}

TEST_CASE("a line that arrives in pieces is one line, and streams don't mix") {
  std::vector<std::string> lines;
  ProcessRequest request = shell("printf ab; sleep 0.1; echo error >&2; sleep 0.1; echo cd");
  request.on_line = [&](std::string_view line) { lines.emplace_back(line); };
  REQUIRE(run(request));
  CHECK(lines == std::vector<std::string>{"error", "abcd"});
}

TEST_CASE("a progress line is seen when it is written, not when the next one comes") {
  std::optional<std::chrono::milliseconds> when;  // 0 ms is a good answer
  const Stopwatch watch;
  ProcessRequest request = shell("printf '50%%\\r'; sleep 0.5; echo done");
  request.on_line = [&](std::string_view line) {
    if (line == "50%") when = watch.elapsed();
  };
  REQUIRE(run(request));
  REQUIRE(when);
  CHECK(*when < 400ms);
}

TEST_CASE("lines are handed over on the thread that asked") {
  const auto caller = std::this_thread::get_id();
  bool same = false;
  ProcessRequest request = shell("echo line");
  request.on_line = [&](std::string_view) { same = std::this_thread::get_id() == caller; };
  REQUIRE(run(request));
  CHECK(same);
}

}  // namespace ftenv::test

#include "inspect/python/probe.hpp"

#include "base/text.hpp"
#include "inspect/python/interpreter.hpp"
#include "support/catch.hpp"
#include "support/temp.hpp"

namespace ftenv::test {
namespace {

class CannedRunner : public ProcessRunner {
 public:
  ProcessOutcome outcome;
  ProcessRequest seen;
  Result<ProcessOutcome> run(const ProcessRequest& request) override {
    seen = request;
    return outcome;
  }
};

CannedRunner prints(std::string out, ExitStatus status = {ExitStatus::exited, 0}, std::string err = {}) {
  CannedRunner runner;
  runner.outcome = {status, std::move(out), std::move(err), {}};
  return runner;
}

const char* const k_answer =
    "\n@@ftenv-answer@@ {\"executable\": \"/v/bin/python\", \"prefix\": \"/v\", \"base_prefix\": "
    "\"/opt/py\", "
    "\"implementation\": \"cpython\", \"version\": \"3.15.0\", \"releaselevel\": \"candidate\", \"serial\": "
    "2, "
    "\"free_threaded\": true, \"gil_enabled\": false, \"shared\": true, "
    "\"ext_suffix\": \".cpython-315t-x86_64-linux-gnu.so\", \"soabi\": \"cpython-315t-x86_64-linux-gnu\", "
    "\"cflags\": \"-O3\", \"libdir\": \"/opt/py/lib\", \"ldlibrary\": \"libpython3.15t.so\", "
    "\"platform\": \"linux-x86_64\", \"missing_modules\": [\"_tkinter\"]} @@ftenv-end@@\n";

}  // namespace

TEST_CASE("what an interpreter prints by itself is kept apart from its answer") {
  CannedRunner quiet = prints(k_answer);
  CHECK(ask_interpreter(quiet, {}, "/v/bin/python")->printed.empty());
  CannedRunner loud = prints("welcome!\n" + std::string(k_answer) + "bye\n");
  CHECK(ask_interpreter(loud, {}, "/v/bin/python")->printed == "welcome!bye");
  CannedRunner imports = prints("\n@@ftenv-import@@\n" + std::string(k_answer));
  CHECK(ask_interpreter(imports, {}, "/v/bin/python")->printed.empty());
}

TEST_CASE("an interpreter's answer is read through noise on both sides") {
  CannedRunner runner =
      prints(std::string("hello from sitecustomize\n{\"version\": \"2\"}") + k_answer + "bye\n");
  const auto facts = ask_interpreter(runner, {}, "/v/bin/python", {"ssl", "_tkinter"});
  REQUIRE(facts);
  CHECK(facts->executable == "/v/bin/python");
  CHECK(facts->in_venv());
  CHECK(facts->implementation == "cpython");
  CHECK(facts->version.text() == "3.15.0rc2");
  CHECK(facts->free_threaded);
  CHECK_FALSE(facts->gil_enabled);
  CHECK(facts->shared);
  CHECK(facts->abi() == "cp315t");
  CHECK(facts->ext_suffix == ".cpython-315t-x86_64-linux-gnu.so");
  CHECK(facts->cflags == "-O3");
  CHECK(facts->libdir == "/opt/py/lib");
  CHECK(facts->ldlibrary == "libpython3.15t.so");
  CHECK(facts->platform == "linux-x86_64");
  CHECK(facts->missing_modules == std::vector<std::string>{"_tkinter"});
}

TEST_CASE("an interpreter is asked in isolation, with site only for imports, and not for ever") {
  CannedRunner runner = prints(k_answer);
  Environment environment;
  environment.set("LANG", "C");
  REQUIRE(ask_interpreter(runner, environment, "/v/bin/python"));
  REQUIRE(runner.seen.argv.size() == 5);
  CHECK(runner.seen.argv[0] == "/v/bin/python");
  CHECK(runner.seen.argv[1] == "-I");
  CHECK(runner.seen.argv[2] == "-S");
  CHECK(runner.seen.argv[3] == "-c");
  CHECK(runner.seen.environment == environment);
  REQUIRE(runner.seen.timeout);
  CHECK(*runner.seen.timeout == std::chrono::seconds(20));
  REQUIRE(ask_interpreter(runner, environment, "/v/bin/python", {"ssl"}));
  CHECK(runner.seen.argv.size() == 5);
  CHECK(runner.seen.argv[2] == "-c");
  CHECK(runner.seen.argv.back() == "ssl");
}

TEST_CASE("what is no interpreter's answer is an error that shows it") {
  const auto message = [](CannedRunner runner) {
    const auto facts = ask_interpreter(runner, {}, "/x/python");
    REQUIRE_FALSE(facts);
    CHECK(facts.error().code == ErrorCode::process);
    CHECK(facts.error().message.find("`/x/python`") != std::string::npos);
    return full_text(facts.error());
  };
  CHECK(contains(message(prints("Python 2 says hi\n")), "it printed: Python 2 says hi"));
  CHECK(contains(message(prints("", {ExitStatus::exited, 1}, "No module named 'encodings'\n")),
                 "No module named"));
  CHECK(contains(message(prints("", {ExitStatus::signaled, 11})), "signal 11"));
  CHECK(contains(message(prints("", {ExitStatus::not_found, 0})), "no interpreter"));
  CHECK(contains(message(prints("", {ExitStatus::not_executable, 0})), "not executable"));
  CHECK(contains(message(prints("", {ExitStatus::timed_out, 0})), "within 20 s"));
  CHECK(contains(message(prints("@@ftenv-answer@@ {\"version\": ")), "does not answer"));
  CHECK(contains(message(prints("@@ftenv-answer@@ not json @@ftenv-end@@")), "does not answer"));
  CHECK(contains(message(prints("@@ftenv-answer@@ {\"version\": \"three\"} @@ftenv-end@@")), "`three`"));
}

TEST_CASE("of a long complaint the last lines are shown") {
  std::string complaint;
  for (int i = 1; i <= 20; ++i) complaint += "line " + std::to_string(i) + "\n";
  CannedRunner runner = prints("", {ExitStatus::exited, 1}, complaint);
  const auto facts = ask_interpreter(runner, {}, "/x/python");
  REQUIRE_FALSE(facts);
  CHECK(facts.error().context.size() <= 6);
  CHECK(facts.error().context.back() == "it printed: line 20");
}

TEST_CASE("a system on which a process can't look at itself is said, not taken for a static build") {
  CannedRunner unchecked = prints("@@ftenv-answer@@ {\"checked\": false, \"libpython\": \"\"} @@ftenv-end@@");
  const auto unknown = loaded_libpython(unchecked, {}, "/x/python");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().code == ErrorCode::unsupported);
  CannedRunner linked = prints("@@ftenv-answer@@ {\"checked\": true, \"libpython\": \"\"} @@ftenv-end@@");
  const auto none = loaded_libpython(linked, {}, "/x/python");
  REQUIRE(none);
  CHECK(none->empty());
}

TEST_CASE("the measure of threads is read") {
  CannedRunner runner =
      prints("@@ftenv-answer@@ {\"serial_s\": 0.4, \"parallel_s\": 0.2, \"threads\": 4} @@ftenv-end@@");
  const auto measure = measure_threads(runner, {}, "/x/python", 4);
  REQUIRE(measure);
  CHECK(measure->threads == 4);
  CHECK(measure->speedup() > 1.99);
  CHECK(measure->speedup() < 2.01);
  CHECK(runner.seen.argv.back() == "4");
}

}  // namespace ftenv::test

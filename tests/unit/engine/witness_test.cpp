#include "engine/witness.hpp"

#include "base/text.hpp"
#include "inspect/native/extension_file.hpp"
#include "support/catch.hpp"
#include "support/fakes.hpp"

namespace ftenv::test {
namespace {

// What an import answers: the extension modules that came along, and whether the GIL is on after it.
std::string answer_of(const std::string& modules, bool gil_after) {
  std::string extensions;
  for (const std::string& module : split_words(modules)) {
    extensions += (extensions.empty() ? "" : ", ") +
                  ("{\"module\": \"" + module + "\", \"file\": \"/v/" + module) + ".so\"}";
  }
  return "@@ftenv-answer@@ {\"gil_before\": false, \"gil_after\": " +
         std::string(gil_after ? "true" : "false") +
         ", \"file\": \"/v/hello/__init__.py\", \"extensions\": [" + extensions + "]} @@ftenv-end@@";
}

// The error about `import hello`, where `culprit` alone of `modules` switches the GIL on.
Error error_with(const std::string& modules, const std::string& culprit) {
  FakeWorld world;
  world.processes.answer = [&](const ProcessRequest& request) {
    const std::string& imported = request.argv.back();
    return exits(0, answer_of(modules, imported == "hello" || imported == culprit));
  };
  const auto facts = bear_witness(world.services, "/v", "hello");
  REQUIRE(!facts);
  return facts.error();
}

}  // namespace

TEST_CASE("a library of the module's own is the module's own fault, wherever it lies in its package") {
  for (const char* own : {"hello", "hello.hello", "hello._native"}) {
    INFO(own);
    const Error error = error_with(std::string("numpy.core ") + own, own);
    CHECK(error.finding == "RT-01");
    CHECK(contains(error.message, std::string("`") + own + "` does"));
    REQUIRE(error.hints.size() == 1);
    CHECK(contains(error.hints[0], "gil_used = false"));
  }
}

TEST_CASE("what somebody else has published is told apart from it") {
  for (const char* other : {"numpy.core", "hello_world.native", "hellos"}) {
    INFO(other);
    const Error error = error_with(std::string("hello.hello ") + other, other);
    CHECK(error.finding == "RT-02");
    REQUIRE(error.hints.size() == 1);
    CHECK(contains(error.hints[0], std::string("`") + other + "`"));
  }
}

TEST_CASE("a module that is not there is told apart from one that it needs") {
  const std::string said = "`import hello` fails: ModuleNotFoundError: No module named ";
  CHECK(lacks_itself(said + "'hello'", "hello.hello"));
  CHECK(lacks_itself(said + "'hello.hello'", "hello.hello"));
  CHECK_FALSE(lacks_itself(said + "'hello_world'", "hello"));
  CHECK_FALSE(lacks_itself(said + "'numpy'", "hello"));
  CHECK_FALSE(lacks_itself("`import hello` fails: ImportError: No module named 'hello'", "hello"));
}

TEST_CASE("an import that hangs or ends the process is not the interpreter's fault") {
  const auto told = [](ExitStatus status, const std::string& out, const std::string& err = {}) {
    FakeWorld world;
    world.processes.answer = [&](const ProcessRequest&) { return ProcessOutcome{status, out, err, {}}; };
    const auto facts = bear_witness(world.services, "/v", "hello");
    REQUIRE(!facts);
    return facts.error();
  };
  const std::string importing = "\n@@ftenv-import@@\nhi\n";
  const Error hangs = told({ExitStatus::timed_out, 0}, importing, "its words\n\n");
  CHECK(hangs.message == "`import hello` did not end within 120 s");
  REQUIRE(hangs.hints.size() == 2);
  CHECK(contains(hangs.hints[0], "dump_traceback_later"));
  CHECK(hangs.context == std::vector<std::string>{"it printed: its words"});

  const Error dies = told({ExitStatus::signaled, 11}, importing);
  CHECK(dies.message == "`import hello` ends the process: killed by signal 11 (SIGSEGV)");
  CHECK(dies.finding == "RT-12");
  CHECK(dies.context == std::vector<std::string>{"it printed: hi"});
  CHECK(told({ExitStatus::exited, 0}, importing).message == "`import hello` ends the process: exit code 0");

  // One that has not come so far does not work.
  CHECK(contains(told({ExitStatus::exited, 127}, "").message, "does not answer like a Python interpreter"));
  CHECK(contains(told({ExitStatus::timed_out, 0}, "").message, "did not answer within 120 s"));
}

TEST_CASE("an exception of the import is told with what is known of it") {
  FakeWorld world;
  world.processes.answer = [&](const ProcessRequest&) {
    return exits(
        0,
        "@@ftenv-import@@\n@@ftenv-answer@@ {\"problem\": \"ImportError: dynamic module does not define "
        "module export function (PyInit_hello)\"} @@ftenv-end@@");
  };
  const auto facts = bear_witness(world.services, "/v", "hello");
  REQUIRE(!facts);
  CHECK(facts.error().finding == "RT-10");
  REQUIRE(facts.error().hints.size() == 1);
  CHECK(contains(facts.error().hints[0], "use one name"));
}

TEST_CASE("a module of a package that has no folder is told where it may be") {
  FakeWorld world;
  const auto hints_for = [&](const std::string& module, const std::string& problem) {
    world.processes.answer = [&](const ProcessRequest&) {
      return exits(0, "@@ftenv-answer@@ {\"file\": \"\", \"problem\": \"" + problem + "\"} @@ftenv-end@@");
    };
    const auto file = locate_extension(world.processes, {}, "/v/bin/python", module);
    REQUIRE(!file);
    CHECK(file.error().message == problem);
    return file.error().hints;
  };
  const auto hints = hints_for("name.inner._core", "there is no module 'name' in /v");
  REQUIRE(hints.size() == 2);
  CHECK(contains(hints[0], "a folder `name/inner` with"));
  CHECK(contains(hints[1], "`module-name = \"_core\"`"));
  CHECK(hints_for("hello", "there is no module 'hello' in /v").empty());
  CHECK(hints_for("name._core", "'name._core' is /v/x.py, not an extension module").empty());
}

}  // namespace ftenv::test

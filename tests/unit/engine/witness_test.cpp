#include "engine/witness.hpp"

#include "base/text.hpp"
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

}  // namespace ftenv::test

#include "inspect/redaction.hpp"

#include "model/recipe/recipe_loader.hpp"
#include "support/catch.hpp"

namespace ftenv::test {
namespace {

Redactor redactor(std::map<std::string, std::string> variables = {}) {
  auto made = Redactor::create(Environment(std::move(variables)));
  REQUIRE(made);
  return std::move(*made);
}

}  // namespace

TEST_CASE("every shape of a secret is taken out of its sample, and nothing else") {
  const auto recipe = shipped_recipe("redaction.toml");
  REQUIRE(recipe);
  const Redactor all = redactor();
  REQUIRE((*recipe)["secret"].items().size() >= 7);
  for (const Toml& entry : (*recipe)["secret"].items()) {
    const std::string sample = entry["sample"].string_or("");
    INFO(sample);
    REQUIRE_FALSE(sample.empty());
    CHECK(all.redact(sample) == entry["result"].string_or("-"));
    CHECK(all.redact(all.redact(sample)) == all.redact(sample));
  }
}

TEST_CASE("who the person is and what their variables hide is taken out, as whole words") {
  const Redactor all = redactor({{"HOME", "/home/ada"},
                                 {"USER", "ada"},
                                 {"DEPLOY_TOKEN", "s3cr3tvalue"},
                                 {"MY_PASSWORD", "x"},
                                 {"EDITOR", "vi"}});
  CHECK(all.redact("/home/ada/hello and /home/adam") == "~/hello and /home/adam");
  CHECK(all.redact("ada in adapter, by ada.") == "[redacted] in adapter, by [redacted].");
  CHECK(all.redact("it says s3cr3tvalue here") == "it says [redacted] here");
  CHECK(all.redact("x vi") == "x vi");
}

TEST_CASE("what only looks alike stays: a report without its facts helps nobody") {
  const Redactor all = redactor({{"HOME", "/"}, {"USER", "root"}});
  for (const char* text : {"error: linker `cc` not found", "pyo3 = { version = \"0.28\" }",
                           "https://example.org/simple/", "  [6] Could not resolve host",
                           "root /lib/python3.14t/site-packages/hello/_core.cpython-314t-x86_64-linux-gnu.so",
                           "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}) {
    CHECK(all.redact(text) == text);
  }
}

}  // namespace ftenv::test

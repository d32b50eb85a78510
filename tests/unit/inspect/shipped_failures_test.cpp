// The patterns that ftenv ships: each finds its own sample, and no other takes it away.
#include <set>

#include "base/text.hpp"
#include "inspect/build_log.hpp"
#include "model/recipe_loader.hpp"
#include "support/catch.hpp"

namespace ftenv::test {

TEST_CASE("every shipped failure pattern finds its own sample first") {
  const auto recipe = shipped_recipe("failures.toml");
  REQUIRE(recipe);
  const auto patterns = read_failure_patterns(*recipe);
  REQUIRE(patterns);
  const Toml::Array& entries = (*recipe)["failure"].items();
  REQUIRE(patterns->size() == entries.size());
  REQUIRE(patterns->size() > 20);
  for (const Toml& entry : entries) {
    const std::string id = entry["id"].string_or("");
    const std::string sample = entry["sample"].string_or("");
    INFO(id << ": " << sample);
    REQUIRE_FALSE(sample.empty());
    const auto found = scan_build_log(sample, *patterns);
    REQUIRE_FALSE(found.empty());
    CHECK(found.front().id == id);
    // Something for the reader, with every group filled in.
    CHECK_FALSE(found.front().cause.empty());
    CHECK_FALSE(found.front().fix.empty());
    for (const char* reference : {"\\1", "\\2", "\\3", "``"}) {
      CHECK_FALSE(contains(found.front().cause + found.front().fix, reference));
    }
  }
}

TEST_CASE("no shipped pattern fires on a build that went well") {
  const auto recipe = shipped_recipe("failures.toml");
  REQUIRE(recipe);
  const auto patterns = read_failure_patterns(*recipe);
  REQUIRE(patterns);
  const char* log =
      "checking for gcc... gcc\n"
      "checking for gcc option to accept ISO C11... none needed\n"
      "checking for libuuid... no\n"
      "checking for stdlib extension module _scproxy... n/a\n"
      "gcc -fno-strict-overflow -Wsign-compare -DNDEBUG -O3 -Wall -c -o Modules/errnomodule.o "
      "Modules/errnomodule.c\n"
      "Compiling '/opt/py/lib/python3.14t/urllib/error.py'...\n"
      "    Updating index\n"
      "   Compiling pyo3-ffi v0.28.3\n"
      "   Compiling thiserror v2.0.1\n"
      "    Finished `dev` profile [unoptimized + debuginfo] target(s) in 41.59s\n"
      "📦 Built wheel for CPython 3.14t to /tmp/quill_index-0.3.0-cp314-cp314t-linux_x86_64.whl\n"
      "Successfully installed maturin-1.16.0\n";
  for (const LogFinding& finding : scan_build_log(log, *patterns)) FAIL(finding.id << ": " << finding.line);
}

}  // namespace ftenv::test

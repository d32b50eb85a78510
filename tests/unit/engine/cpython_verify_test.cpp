#include "base/text.hpp"
#include "engine/toolchain/verify_facts.hpp"
#include "support/catch.hpp"

using namespace ftenv;

namespace {

Recipes recipes() {
  Recipes recipes;
  recipes.cpython.compile_flags = {"-g0", "-fno-semantic-interposition"};
  recipes.cpython.always = {"math"};
  recipes.cpython.modules = {{"_ctypes", {"ctypes"}, "", true},
                             {"_zstd", {"compression.zstd"}, "3.14", true},
                             {"_gdbm", {"dbm.gnu"}, "", false},
                             {"_tkinter", {"tkinter"}, "", false}};
  return recipes;
}

InterpreterFacts good() {
  InterpreterFacts facts;
  facts.implementation = "cpython";
  facts.version = *Version::parse("3.13.5");
  facts.free_threaded = true;
  facts.gil_enabled = false;
  facts.shared = true;
  facts.ext_suffix = ".cpython-313t-x86_64-linux-gnu.so";
  facts.cflags = "-fno-strict-overflow -DNDEBUG -g -O3 -Wall";
  return facts;
}

}  // namespace

TEST_CASE("a good interpreter passes") {
  CHECK(check_facts(good(), "/p/bin/python3.13t", recipes()));
}

TEST_CASE("each thing that is wrong has its own error") {
  struct Row {
    void (*spoil)(InterpreterFacts&);
    const char* expected;
  };
  const Row rows[] = {
      {[](InterpreterFacts& f) { f.implementation = "pypy"; }, "not CPython"},
      {[](InterpreterFacts& f) { f.free_threaded = false; }, "build with the GIL"},
      {[](InterpreterFacts& f) { f.gil_enabled = true; }, "starts with the GIL on"},
      {[](InterpreterFacts& f) { f.shared = false; }, "statically"},
      {[](InterpreterFacts& f) { f.ext_suffix = ".cpython-313-x86_64-linux-gnu.so"; }, ".cpython-313t-"},
      {[](InterpreterFacts& f) { f.cflags += " -g0"; }, "`-g0`"},
      {[](InterpreterFacts& f) { f.missing_modules = {"ctypes"}; }, "can't import `ctypes`"},
  };
  for (const Row& row : rows) {
    InterpreterFacts facts = good();
    row.spoil(facts);
    const Status status = check_facts(facts, "/p/bin/python3.13t", recipes());
    INFO(row.expected);
    REQUIRE_FALSE(status);
    CHECK(status.error().code == ErrorCode::process);
    CHECK(contains(status.error().message, row.expected));
    CHECK(contains(status.error().message, "/p/bin/python3.13t"));
  }
}

TEST_CASE("modules are tried by recipe and judged by version") {
  CHECK(imports_to_try(recipes().cpython, false) ==
        std::vector<std::string>{"math", "ctypes", "compression.zstd"});
  CHECK(imports_to_try(recipes().cpython, true).back() == "tkinter");

  InterpreterFacts facts = good();
  facts.missing_modules = {"compression.zstd"};
  CHECK(modules_lacking(facts, recipes().cpython).empty());
  facts.version = *Version::parse("3.14.0");
  CHECK(modules_lacking(facts, recipes().cpython) == std::vector<std::string>{"compression.zstd"});
}

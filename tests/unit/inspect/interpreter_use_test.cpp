#include "inspect/python/interpreter_use.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

namespace ftenv::test {
namespace {

const Version k_first{3, 13, 0, {}};

InterpreterFacts good() {
  InterpreterFacts facts;
  facts.executable = "/opt/py/bin/python3.14t";
  facts.prefix = facts.base_prefix = "/opt/py";
  facts.implementation = "cpython";
  facts.version = {3, 14, 7, {}};
  facts.free_threaded = true;
  facts.gil_enabled = false;
  facts.shared = true;
  facts.soabi = "cpython-314t-x86_64-linux-gnu";
  facts.libdir = "/opt/py/lib";
  facts.ldlibrary = "libpython3.14t.so";
  facts.libpython = "/opt/py/lib/libpython3.14t.so";
  facts.libdir_exists = facts.headers_exist = true;
  return facts;
}

}  // namespace

TEST_CASE("a whole free-threaded interpreter is good for everything") {
  const InterpreterUse use = judge_interpreter(good(), k_first);
  CHECK(use.extension);
  CHECK(use.embedding);
  CHECK(use.why_not.empty());
  CHECK(use.notes.empty());
}

TEST_CASE("each thing that is wrong takes what it has to, and is said") {
  struct Row {
    void (*spoil)(InterpreterFacts&);
    bool extension;
    const char* why;
  };
  const Row rows[] = {
      {[](InterpreterFacts& f) { f.implementation = "pypy"; }, false, "is `pypy`, not CPython"},
      {[](InterpreterFacts& f) { f.prefix = "/home/a/.venv"; }, false,
       "is a virtual environment of `/opt/py`"},
      {[](InterpreterFacts& f) { f.free_threaded = false; }, false, "built with the GIL"},
      {[](InterpreterFacts& f) {
         f.free_threaded = false, f.version = {3, 11, 2, {}};
       },
       false, "built with the GIL (the first free-threaded CPython is 3.13)"},
      {[](InterpreterFacts& f) {
         f.version = {3, 12, 0, {}};
       },
       false, "too old (the first free-threaded CPython is 3.13)"},
      {[](InterpreterFacts& f) { f.gil_enabled = true; }, false,
       "built without the GIL, but starts with it on"},
      {[](InterpreterFacts& f) { f.debug = true; }, false, "is a debug build, but says `cp314t` of itself"},
      {[](InterpreterFacts& f) { f.soabi = "cpython-314td-x86_64-linux-gnu"; }, false,
       "is no debug build, but says `cp314td` of itself"},
      {[](InterpreterFacts& f) { f.missing_modules = {"venv"}; }, false,
       "has no `venv`, so it can't make a virtual environment"},
      {[](InterpreterFacts& f) { f.missing_modules = {"ensurepip"}; }, false,
       "has no `ensurepip`, so its virtual environments get no pip"},
      {[](InterpreterFacts& f) { f.missing_modules = {"ssl"}; }, false,
       "has no `ssl`, so pip can't download"},
      {[](InterpreterFacts& f) { f.shared = false, f.libpython = ""; }, true,
       "linked statically, without a libpython, so `cargo test` can't link"},
      {[](InterpreterFacts& f) { f.libpython = ""; }, true,
       "libpython is not there: `/opt/py/lib/libpython3.14t.so` is missing, so `cargo test` can't link"},
      {[](InterpreterFacts& f) { f.libpython = "", f.libdir = "/install/lib", f.libdir_exists = false; },
       true, "LIBDIR is `/install/lib`, which does not exist, so `cargo test` can't link"},
  };
  for (const Row& row : rows) {
    InterpreterFacts facts = good();
    row.spoil(facts);
    const InterpreterUse use = judge_interpreter(facts, k_first);
    INFO(row.why);
    CHECK(use.extension == row.extension);
    CHECK_FALSE(use.embedding);
    CHECK(join(use.why_not, "|") == row.why);
  }
}

TEST_CASE("several hindrances are all said") {
  InterpreterFacts facts = good();
  facts.gil_enabled = true;
  facts.missing_modules = {"ensurepip", "ssl"};
  CHECK(judge_interpreter(facts, k_first).why_not.size() == 3);
}

TEST_CASE("a debug build that knows it, a static program with a library, and one without headers") {
  InterpreterFacts facts = good();
  facts.debug = true;
  facts.soabi = "cpython-314td-darwin";
  CHECK(judge_interpreter(facts, k_first).embedding);
  CHECK(judge_interpreter(facts, k_first).notes.size() == 1);

  facts = good();
  facts.shared = false;  // as conda builds it
  CHECK(judge_interpreter(facts, k_first).embedding);

  facts = good();
  facts.headers_exist = false;
  const InterpreterUse use = judge_interpreter(facts, k_first);
  CHECK(use.embedding);
  REQUIRE(use.notes.size() == 1);
  CHECK(contains(use.notes[0], "Python.h"));
}

}  // namespace ftenv::test

#include "engine/both/gil_interpreter.hpp"

#include "support/catch.hpp"

namespace ftenv::test {
namespace {

SurveyedInterpreter interpreter(const char* version, const std::string& what = {}) {
  SurveyedInterpreter seen;
  InterpreterFacts facts;
  facts.implementation = what == "pypy" ? "pypy" : "cpython";
  facts.version = *Version::parse(version);
  facts.free_threaded = what == "t";
  facts.debug = what == "debug";
  facts.prefix = "/usr";
  facts.base_prefix = what == "venv" ? "/opt" : "/usr";
  if (what == "no venv") facts.missing_modules = {"ensurepip"};
  if (what != "dead") seen.facts = facts;
  return seen;
}

std::string chosen(const std::vector<SurveyedInterpreter>& all, const char* requires_python = "") {
  Project project;
  project.pyo3 = Version::parse("0.28.3");
  project.requires_python = requires_python;
  CompatibilityRecipe facts;
  facts.pyo3 = {
      {*Version::parse("0.28.0"), {}, *Version::parse("3.13"), *Version::parse("3.14"), {}, false, ""}};
  const auto* one = choose_gil_interpreter(all, *Version::parse("3.13.5"), project, facts);
  return one ? one->version.text() : "none";
}

}  // namespace

TEST_CASE("the same series comes first, then the newest that PyO3 takes") {
  CHECK(chosen({interpreter("3.14.1"), interpreter("3.13.0"), interpreter("3.13.2")}) == "3.13.2");
  CHECK(chosen({interpreter("3.11.2"), interpreter("3.14.1"), interpreter("3.12.0")}) == "3.14.1");
  CHECK(chosen({interpreter("3.15.0"), interpreter("3.12.0")}) == "3.12.0");
}

TEST_CASE("what can't stand on the side with the GIL is passed over") {
  for (const char* what : {"t", "venv", "debug", "pypy", "no venv", "dead"}) {
    INFO(what);
    CHECK(chosen({interpreter("3.13.5", what)}) == "none");
    CHECK(chosen({interpreter("3.13.5", what), interpreter("3.11.2")}) == "3.11.2");
  }
  CHECK(chosen({interpreter("3.10.1")}, ">=3.11") == "none");
  CHECK(chosen({interpreter("3.10.1"), interpreter("3.11.1")}, ">=3.11") == "3.11.1");
}

}  // namespace ftenv::test

#include "inspect/project/compatibility.hpp"

#include "model/recipe/recipe_loader.hpp"
#include "support/catch.hpp"
#include "support/known_hosts.hpp"
#include "support/temp.hpp"

namespace ftenv::test {
namespace {

Version version(const char* text) {
  const auto parsed = Version::parse(text);
  REQUIRE(parsed);
  return *parsed;
}

CompatibilityRecipe facts() {
  CompatibilityRecipe recipe;
  recipe.first_free_threaded = version("3.13");
  recipe.pyo3 = {
      {version("0.23.0"), version("0.25.0"), version("3.13"), version("3.13"), version("1.63"), true, ""},
      {version("0.25.0"), version("0.28.0"), version("3.13"), version("3.14"), version("1.63"), true, ""},
      {version("0.28.0"), version("0.29.0"), version("3.13"), version("3.14"), version("1.83"), false, ""},
      {version("0.29.0"), Version{}, version("3.14"), version("3.15"), version("1.83"), false, ""}};
  return recipe;
}

Project project(const char* pyo3, const char* requires_python = "") {
  Project made;
  made.crate.manifest = "/p/Cargo.toml";
  if (*pyo3 != '\0') made.pyo3 = version(pyo3);
  made.requires_python = requires_python;
  return made;
}

}  // namespace

TEST_CASE("which PyO3 takes which free-threaded CPython") {
  struct Row {
    const char* pyo3;
    const char* python;
    const char* finding;  // empty: it works
  };
  const Row row = GENERATE(
      Row{"0.28.3", "3.14.7", ""}, Row{"0.28.3", "3.13.5", ""}, Row{"0.25.0", "3.14.0", ""},
      Row{"0.23.5", "3.13.1", ""}, Row{"0.29.0", "3.14.7", ""}, Row{"0.29.0", "3.15.0", ""},
      Row{"0.30.1", "3.15.2", ""},  // the open row
      Row{"", "3.14.7", ""},        // unknown: cargo decides
      Row{"0.22.6", "3.13.5", "PX-09"}, Row{"0.21.0", "3.14.0", "PX-09"}, Row{"0.23.5", "3.14.0", "PX-08"},
      Row{"0.24.9", "3.14.7", "PX-08"}, Row{"0.28.3", "3.15.0", "PX-08"}, Row{"0.29.0", "3.13.5", "PX-10"},
      Row{"0.30.1", "3.13.9", "PX-10"});
  CAPTURE(row.pyo3, row.python);
  const Status status = check_compatibility(project(row.pyo3), version(row.python), facts());
  if (*row.finding == '\0') {
    if (!status) FAIL(full_text(status.error()));
    return;
  }
  REQUIRE_FALSE(status);
  CHECK(status.error().code == ErrorCode::unsupported);
  CHECK(status.error().finding == row.finding);
  CHECK(status.error().message.find(row.pyo3) != std::string::npos);
  CHECK_FALSE(status.error().hints.empty());
}

TEST_CASE("the hint names the newest PyO3 that would work, and how to get it") {
  Project locked = project("0.23.5");
  locked.pyo3_locked = true;
  const Status old = check_compatibility(locked, version("3.14.0"), facts());
  REQUIRE_FALSE(old);
  CHECK(
      old.error().message ==
      "PyO3 `0.23.5` (of Cargo.lock) is too old for free-threaded CPython `3.14.0`: it takes at most `3.13`");
  CHECK(old.error().hints.front() == "write `pyo3 = \"0.29\"` in Cargo.toml and run `cargo update -p pyo3`");
  const Status older = check_compatibility(project("0.23.5"), version("3.14.0"), facts());
  REQUIRE_FALSE(older);
  CHECK(older.error().hints.front() == "write `pyo3 = \"0.29\"` in Cargo.toml");
  const Status fresh = check_compatibility(project("0.29.1"), version("3.13.5"), facts());
  REQUIRE_FALSE(fresh);
  CHECK(full_text(fresh.error()).find("--python 3.14") != std::string::npos);
}

TEST_CASE("a range that begins with a patch release is named with it") {
  CompatibilityRecipe recipe = facts();
  recipe.pyo3 = {recipe.pyo3[0]};
  recipe.pyo3[0].from = version("0.23.2");
  const Status status = check_compatibility(project("0.22.6"), version("3.13.5"), recipe);
  REQUIRE_FALSE(status);
  CHECK(status.error().hints.front() == "write `pyo3 = \"0.23.2\"` in Cargo.toml");
}

TEST_CASE("requires-python is judged before anything else") {
  const Status excluded = check_compatibility(project("0.21.0", ">=3.15"), version("3.14.7"), facts());
  REQUIRE_FALSE(excluded);
  CHECK(excluded.error().code == ErrorCode::unsupported);
  CHECK(excluded.error().finding == "MT-09");
  CHECK(excluded.error().message == "the project requires Python `>=3.15`, which excludes `3.14.7`");
  CHECK(check_compatibility(project("0.28.0", ">=3.11,<4"), version("3.14.7"), facts()));
}

TEST_CASE("a series without a free-threaded build is refused") {
  const Status status = check_compatibility(project(""), version("3.12.4"), facts());
  REQUIRE_FALSE(status);
  CHECK(status.error().code == ErrorCode::unsupported);
}

TEST_CASE("the needed rustc is the higher of the crate's and PyO3's") {
  Project with_crate = project("0.28.3");
  CHECK(required_rust(with_crate, facts()) == version("1.83"));
  with_crate.crate.rust_version = version("1.89");
  CHECK(required_rust(with_crate, facts()) == version("1.89"));
  with_crate.crate.rust_version = version("1.60");
  CHECK(required_rust(with_crate, facts()) == version("1.83"));
  CHECK(required_rust(project("0.25.1"), facts()) == version("1.63"));
  CHECK(required_rust(project(""), facts()) == version("1.83"));  // cargo would take the newest
}

TEST_CASE("whether the module switches the GIL on by PyO3's default") {
  CHECK(gil_used_by_default(project("0.27.2"), facts()));
  CHECK_FALSE(gil_used_by_default(project("0.28.0"), facts()));
  CHECK_FALSE(gil_used_by_default(project(""), facts()));
}

TEST_CASE("the shipped table says what the facts say") {
  const auto recipes = load_recipes(known_hosts().front());
  REQUIRE(recipes);
  const CompatibilityRecipe& shipped = recipes->compatibility;
  CHECK(check_compatibility(project("0.28.3"), version("3.14.7"), shipped));
  CHECK(check_compatibility(project("0.28.3"), version("3.13.5"), shipped));
  CHECK(check_compatibility(project("0.29.0"), version("3.15.0"), shipped));
  const auto finding = [&](const char* pyo3, const char* python) {
    const Status status = check_compatibility(project(pyo3), version(python), shipped);
    return status ? std::string() : status.error().finding;
  };
  CHECK(finding("0.22.6", "3.13.5") == "PX-09");
  CHECK(finding("0.24.2", "3.14.0") == "PX-08");
  CHECK(finding("0.29.0", "3.13.5") == "PX-10");
  CHECK(required_rust(project("0.28.3"), shipped) == version("1.83"));
  CHECK(gil_used_by_default(project("0.27.2"), shipped));
  CHECK_FALSE(gil_used_by_default(project("0.28.0"), shipped));
}

}  // namespace ftenv::test

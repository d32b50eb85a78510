#include "model/version_guess.hpp"

#include "support/catch.hpp"

using namespace ftenv;

namespace {

std::vector<Version> known() {
  std::vector<Version> versions;
  for (const char* text : {"3.15.0", "3.14.8", "3.14.7", "3.14.6", "3.14.5", "3.14.4", "3.14.3", "3.13.9"})
    versions.push_back(*Version::parse(text));
  return versions;
}

}  // namespace

TEST_CASE("a slip in a version is answered with what was meant") {
  CHECK(version_hint("3.41", known()) == "did you mean `3.14`?");
  CHECK(version_hint("3.41t", known()) == "did you mean `3.14`?");
  CHECK(version_hint("3.1.4", known()) == "did you mean `3.14`?");
  CHECK(version_hint("3.144", known()) == "did you mean `3.14`?");
  CHECK(version_hint("3.51", known()) == "did you mean `3.15`?");
  CHECK(version_hint("3.14.88", known()) == "did you mean `3.14.8`?");
  CHECK(version_hint("3.41.8", known()) == "did you mean `3.14.8`?");
}

TEST_CASE("another digit is another version, so what there is is named") {
  CHECK(version_hint("3.14.2", known()) ==
        "of 3.14 ftenv knows 3.14.8, 3.14.7, 3.14.6, 3.14.5, 3.14.4 and older ones");
  CHECK(version_hint("3.13.1", known()) == "of 3.13 ftenv knows 3.13.9");
  CHECK(version_hint("3.16", known()) == "ftenv knows the series 3.15, 3.14, 3.13");
  CHECK(version_hint("", known()) == "ftenv knows the series 3.15, 3.14, 3.13");
  CHECK(version_hint("3.14", {}).empty());
}

TEST_CASE("a version is found in what people write around it") {
  CHECK(version_inside("v3.14") == "3.14");
  CHECK(version_inside("py3.14.8") == "3.14.8");
  CHECK(version_inside("Python 3.14t") == "3.14");
  CHECK(version_inside("latest").empty());
  CHECK(version_inside("3").empty());
  CHECK(version_inside("3.1.4.1").empty());
}

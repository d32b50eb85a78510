#include "model/version.hpp"

#include "support/catch.hpp"

using namespace ftenv;

namespace {

Version version(std::string_view text) {
  const std::optional<Version> parsed = Version::parse(text);
  INFO(text);
  REQUIRE(parsed);
  return *parsed;
}

}  // namespace

TEST_CASE("a version is read from what interpreters and tools print") {
  struct Row {
    const char* text;
    Version expected;
    const char* shown;
  };
  const Row rows[] = {
      {"3.14.8", {3, 14, 8, ""}, "3.14.8"},
      {"3.14", {3, 14, 0, ""}, "3.14.0"},
      {"3", {3, 0, 0, ""}, "3.0.0"},
      {"3.15.0rc1", {3, 15, 0, "rc1"}, "3.15.0rc1"},
      {"3.15.0a7", {3, 15, 0, "a7"}, "3.15.0a7"},
      {"3.15.0b4", {3, 15, 0, "b4"}, "3.15.0b4"},
      {"3.14.8+", {3, 14, 8, ""}, "3.14.8"},
      {"1.90.0-nightly", {1, 90, 0, "nightly"}, "1.90.0-nightly"},
      {"1.91.0-beta.3", {1, 91, 0, "beta.3"}, "1.91.0-beta.3"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(version(row.text) == row.expected);
    CHECK(version(row.text).text() == row.shown);
    CHECK(version(version(row.text).text()) == row.expected);
  }
}

TEST_CASE("what is no version is not read as one") {
  for (const char* text : {"", ".", "3.", ".3", "v3.14", "3.14.8.1", "3.14t", "3.14 ", " 3.14", "3.14x",
                           "3.14rc", "3.-1", "3.14-", "999999999.1", "three"}) {
    INFO(text);
    CHECK_FALSE(Version::parse(text));
  }
}

TEST_CASE("versions sort as they are released") {
  const char* ascending[] = {"3.13.15",       "3.14.0a1",     "3.14.0a7",      "3.14.0a10",
                             "3.14.0b1",      "3.14.0rc1",    "3.14.0rc2",     "3.14.0",
                             "3.14.8",        "3.14.10",      "3.15.0b4",      "3.15.0",
                             "4.0.0-nightly", "4.0.0-beta.2", "4.0.0-beta.10", "4.0.0"};
  for (std::size_t i = 0; i + 1 < std::size(ascending); ++i) {
    INFO(ascending[i] << " before " << ascending[i + 1]);
    CHECK(version(ascending[i]) < version(ascending[i + 1]));
    CHECK(version(ascending[i + 1]) > version(ascending[i]));
    CHECK(version(ascending[i]) != version(ascending[i + 1]));
  }
}

TEST_CASE("the series is what free-threaded builds are named by") {
  CHECK(version("3.14.8").series() == "3.14");
  CHECK(version("3.15.0rc1").series() == "3.15");
}

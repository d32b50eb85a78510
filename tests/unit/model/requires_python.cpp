#include "base/text.hpp"
#include "model/version.hpp"
#include "support/catch.hpp"

using namespace ftenv;

TEST_CASE("requires-python is decided as PEP 440 says") {
  struct Row {
    const char* specifiers;
    const char* version;
    bool met;
  };
  const Row rows[] = {
      {"", "3.14.8", true},
      {">=3.11", "3.14.8", true},
      {">=3.11", "3.11.0", true},
      {">=3.14.8", "3.14.7", false},
      {">= 3.11 , < 4", "3.14.8", true},
      {">=3.11,", "3.14.8", true},
      {">=3.11,<3.14", "3.14.0", false},
      {">=3.11,<3.14", "3.13.15", true},
      {"<=3.14", "3.14.0", true},
      {"<=3.14", "3.14.1", false},
      {">3.14", "3.14.0", false},
      {">3.14", "3.14.1", true},
      {"==3.14", "3.14.0", true},
      {"==3.14", "3.14.8", false},
      {"==3.14.*", "3.14.8", true},
      {"==3.14.*", "3.13.8", false},
      {"==3.*", "3.14.8", true},
      {"!=3.14.*", "3.14.8", false},
      {"!=3.14.1", "3.14.8", true},
      {"!=3.14.8", "3.14.8", false},
      {"~=3.13", "3.14.8", true},
      {"~=3.13", "4.0.0", false},
      {"~=3.13.2", "3.13.5", true},
      {"~=3.13.2", "3.14.0", false},
      {"~=3.13.2", "3.13.1", false},
      {"===3.14.8", "3.14.8", true},
      {"===3.14", "3.14.0", false},
      {">=v3.11", "3.14.8", true},
      {"<3.15", "3.15.0rc1", false},
      {"<3.15.0rc2", "3.15.0rc1", true},
      {">=3.14.0rc1,<3.15", "3.15.0rc1", false},
      {">=3.14.0rc1,<3.15", "3.14.0rc2", true},
      {">=3.14", "3.15.0rc1", false},
      {">=3.15.0a1", "3.15.0rc1", true},
      {">=3.15.0.rc2", "3.15.0rc1", false},
      {">=3.15.0rc1", "3.15.0", true},
      {">=3.15.0rc1", "3.15.0b4", false},
      {"!=3.15.0rc2,>=3.14", "3.15.0rc1", false},
      {">=3.14.0.post1", "3.14.0", false},
      {">=3.15.0.dev0", "3.15.0a7", true},
      {"!=3.9.0,!=3.9.1,>=3.9", "3.14.8", true},
  };
  for (const Row& row : rows) {
    INFO("`" << row.specifiers << "` for " << row.version);
    const Result<bool> met = satisfies_requires_python(*Version::parse(row.version), row.specifiers);
    REQUIRE(met);
    CHECK(*met == row.met);
  }
}

TEST_CASE("what is no specifier is the project's mistake") {
  for (const char* text : {"3.14", "^3.11", ">=", "=>3.11", ">=3.x", ">=3.11 <4", "~=3", ">=3.14.*",
                           "<3.14.*", "==3.1rc1.*", "any", "==*", ">=3.11;", ">=3.11,foo"}) {
    INFO(text);
    const Result<bool> met = satisfies_requires_python({3, 14, 8, ""}, text);
    REQUIRE_FALSE(met);
    CHECK(met.error().code == ErrorCode::project);
    CHECK_FALSE(met.error().hints.empty());
  }
}

TEST_CASE("the hint speaks to the mistake that was made") {
  const auto hints = [](const char* text) {
    return join(satisfies_requires_python({3, 14, 8, ""}, text).error().hints, "\n");
  };
  CHECK(contains(hints("^3.11"), "Poetry"));
  CHECK(contains(hints("3.14"), "`==3.14`"));
}

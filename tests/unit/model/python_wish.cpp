#include "base/text.hpp"
#include "model/version.hpp"
#include "support/catch.hpp"

using namespace ftenv;

namespace {

PythonWish one(std::string_view text) {
  const Result<std::vector<PythonWish>> wishes = parse_python_wishes(text);
  INFO(text);
  REQUIRE(wishes);
  REQUIRE(wishes->size() == 1);
  return wishes->front();
}

Error error(std::string_view text) {
  const Result<std::vector<PythonWish>> wishes = parse_python_wishes(text);
  INFO(text);
  REQUIRE_FALSE(wishes);
  return wishes.error();
}

}  // namespace

TEST_CASE("all spellings of a series mean the same") {
  for (const char* text :
       {"3.14", "3.14t", "cp314t", "cp314", "314t", "314", "3.14+freethreaded", "python3.14t", "python3.14",
        "cpython-3.14t", "cpython-3.14+freethreaded", "CP314T", "  3.14t "}) {
    INFO(text);
    const PythonWish wish = one(text);
    REQUIRE(wish.version);
    CHECK(*wish.version == Version{3, 14, 0, ""});
    CHECK_FALSE(wish.exact);
    CHECK(wish.path.empty());
    CHECK(wish.text == std::string(trim(text)));
  }
}

TEST_CASE("a patch number makes a wish exact") {
  for (const char* text : {"3.14.8", "3.14.8t", "python3.14.8t", "3.14.8+freethreaded"}) {
    INFO(text);
    CHECK(one(text).exact);
    CHECK(*one(text).version == Version{3, 14, 8, ""});
  }
  CHECK(one("3.14.0").exact);
  CHECK(one("3.15.0rc1t").exact);
  CHECK(one("3.15.0rc1").version->pre == "rc1");
}

TEST_CASE("a series accepts its releases, an exact wish itself only") {
  CHECK(one("3.14").accepts({3, 14, 0, ""}));
  CHECK(one("3.14").accepts({3, 14, 8, ""}));
  CHECK_FALSE(one("3.14").accepts({3, 14, 0, "rc1"}));
  CHECK_FALSE(one("3.14").accepts({3, 13, 8, ""}));
  CHECK(one("3.14.8").accepts({3, 14, 8, ""}));
  CHECK_FALSE(one("3.14.8").accepts({3, 14, 7, ""}));
  CHECK(one("3.15.0rc1").accepts({3, 15, 0, "rc1"}));
  CHECK_FALSE(one("3.15.0").accepts({3, 15, 0, "rc1"}));
  CHECK_FALSE(one("/usr/bin/python3.14t").accepts({3, 14, 0, ""}));
}

TEST_CASE("what has a slash is an interpreter's path") {
  for (const char* text : {"/opt/python/bin/python3", "./python", "../cp314t", "a/3.14"}) {
    INFO(text);
    CHECK(one(text).path == text);
    CHECK_FALSE(one(text).version);
  }
}

TEST_CASE("a list keeps its order") {
  const auto wishes = parse_python_wishes("3.14, 3.13.5 ,/x/python");
  REQUIRE(wishes);
  REQUIRE(wishes->size() == 3);
  CHECK((*wishes)[0].text == "3.14");
  CHECK((*wishes)[1].exact);
  CHECK((*wishes)[2].path == "/x/python");
}

TEST_CASE("what can't be understood is said with the accepted spellings") {
  for (const char* text :
       {"", " ", "3.14,", ",3.14", "3.14,,3.13", "abc", "3", "t", "3.14.8.1", "pypy3.11", "3.14+gil",
        "3.14-dev", "3.14rc1", ">=3.14", "3.x", "latest", "3.14tt", "python", "314t5"}) {
    const Error problem = error(text);
    INFO(text << ": " << problem.message);
    CHECK(problem.code == ErrorCode::usage);
    REQUIRE_FALSE(problem.hints.empty());
    CHECK(contains(problem.hints.front(), "+freethreaded"));
    CHECK(contains(problem.message, "`"));
  }
}

TEST_CASE("a version inside of what can't be understood is offered, where it could be had") {
  CHECK(error("v3.14").hints.back() == "did you mean `3.14`?");
  CHECK(error("3.14rc1").hints.back() == "did you mean `3.14`?");
  CHECK_FALSE(contains(error("pypy3.11").hints.back(), "did you mean"));
  CHECK(error("3.1.4").hints.front() == "did you mean `3.14`?");
}

TEST_CASE("a series without a free-threaded build is not supported") {
  for (const char* text : {"3.12", "cp312t", "3.12.7", "3.9t", "39", "2.7", "3.14,3.12"}) {
    const Error problem = error(text);
    INFO(text);
    CHECK(problem.code == ErrorCode::unsupported);
    CHECK(contains(problem.hints.front(), "3.13"));
  }
  CHECK(one("3.13").version->series() == "3.13");
  CHECK(one("3.13.0rc1").exact);
}

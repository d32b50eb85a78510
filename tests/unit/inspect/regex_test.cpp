#include "inspect/regex.hpp"

#include "support/catch.hpp"

namespace ftenv::test {

TEST_CASE("a pattern gives its groups, and one that took no part is empty") {
  const Regex regex("(\\w+)=(x)?(\\d+)");
  CHECK(regex.groups("a b=12;") == std::vector<std::string>{"b=12", "b", "", "12"});
  CHECK(regex.groups("nothing").empty());
  CHECK(regex.replace_all("a=1, b=2", "\\1:\\3") == "a:1, b:2");
}

TEST_CASE("what RE2 can't read is refused with its reason, or matches nothing") {
  const auto broken = Regex::compile("(");
  REQUIRE_FALSE(broken);
  CHECK_FALSE(broken.error().message.empty());
  CHECK_FALSE(Regex("(").matches("("));
}

TEST_CASE("of several patterns the first given wins, whatever stands first in the text") {
  const RegexSet set({"b+", "(", "a"});
  CHECK(set.first("xa") == 2);
  CHECK(set.first("xab") == 0);
  CHECK(set.first("xyz") == RegexSet::k_none);
  CHECK(set.any("a"));
  CHECK_FALSE(set.any("x"));
  CHECK_FALSE(RegexSet({}).any("x"));
}

TEST_CASE("across lines every line has its own beginning and end") {
  const std::vector<std::string> patterns{"^two$"};
  CHECK(RegexSet(patterns, true).any("one\ntwo\nthree"));
  CHECK_FALSE(RegexSet(patterns).any("one\ntwo\nthree"));
}

}  // namespace ftenv::test

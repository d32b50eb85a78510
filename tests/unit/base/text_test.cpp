#include "base/text.hpp"

#include <limits>

#include "support/catch.hpp"

namespace ftenv {
namespace {

using Words = std::vector<std::string>;

TEST_CASE("trim takes blanks from both ends only") {
  CHECK(trim("") == "");
  CHECK(trim(" \t\r\n") == "");
  CHECK(trim("  a b\t") == "a b");
  CHECK(trim("a") == "a");
}

TEST_CASE("split keeps empty parts") {
  CHECK(split("", ':') == Words{""});
  CHECK(split("a", ':') == Words{"a"});
  CHECK(split("a::b:", ':') == Words{"a", "", "b", ""});
}

TEST_CASE("split_lines knows both line ends") {
  CHECK(split_lines("").empty());
  CHECK(split_lines("\n") == Words{""});
  CHECK(split_lines("a\nb") == Words{"a", "b"});
  CHECK(split_lines("a\r\nb\n") == Words{"a", "b"});
  CHECK(split_lines("a\n\nb\n\n") == Words{"a", "", "b", ""});
  CHECK(split_lines("a\r") == Words{"a\r"});
}

TEST_CASE("split_words sees runs of blanks as one") {
  CHECK(split_words("").empty());
  CHECK(split_words(" \t ").empty());
  CHECK(split_words("  a \t b\nc ") == Words{"a", "b", "c"});
}

TEST_CASE("join is the opposite of split") {
  CHECK(join({}, ",") == "");
  CHECK(join({"a"}, ",") == "a");
  CHECK(join({"a", "", "b"}, ", ") == "a, , b");
}

TEST_CASE("prefixes, suffixes and parts") {
  CHECK(starts_with("abc", ""));
  CHECK(starts_with("abc", "ab"));
  CHECK_FALSE(starts_with("ab", "abc"));
  CHECK(ends_with("abc", "bc"));
  CHECK(ends_with("abc", ""));
  CHECK_FALSE(ends_with("bc", "abc"));
  CHECK(contains("abc", "b"));
  CHECK_FALSE(contains("abc", "d"));
}

TEST_CASE("to_lower leaves bytes beyond ASCII alone") {
  CHECK(to_lower("AbZ[09") == "abz[09");
  CHECK(to_lower("\xc3\x84") == "\xc3\x84");
}

TEST_CASE("replace_all does not look at what it put in") {
  CHECK(replace_all("aaa", "a", "aa") == "aaaaaa");
  CHECK(replace_all("abc", "b", "") == "ac");
  CHECK(replace_all("abc", "", "x") == "abc");
  CHECK(replace_all("abab", "ab", "b") == "bb");
}

TEST_CASE("shell_quote quotes what a shell would change") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", "''"},          {"plain", "plain"},   {"--opt=a,b:/c@d%e+f", "--opt=a,b:/c@d%e+f"},
      {"a b", "'a b'"},    {"$HOME", "'$HOME'"}, {"it's", "'it'\\''s'"},
      {"~", "'~'"},        {"*.py", "'*.py'"},   {"a\nb", "'a\nb'"},
      {"\\", "'\\'"},      {"#x", "'#x'"},       {"!", "'!'"},
      {"\"q\"", "'\"q\"'"}};
  for (const auto& [raw, quoted] : rows) {
    INFO(raw);
    CHECK(shell_quote(raw) == quoted);
  }
}

TEST_CASE("shell_line keeps a first word with '=' from being an assignment") {
  CHECK(shell_line({}) == "");
  CHECK(shell_line({"make", "-j", "2", "CC=g cc"}) == "make -j 2 'CC=g cc'");
  CHECK(shell_line({"A=b", "C=d"}) == "'A=b' C=d");
}

TEST_CASE("human_bytes counts in powers of 1000") {
  const std::vector<std::pair<std::uintmax_t, std::string>> rows = {
      {0, "0 B"},
      {999, "999 B"},
      {1000, "1.0 kB"},
      {1049, "1.0 kB"},
      {1050, "1.1 kB"},
      {999'949, "999.9 kB"},
      {999'950, "1.0 MB"},
      {23'200'000, "23.2 MB"},
      {4'294'967'296, "4.3 GB"},
      {std::numeric_limits<std::uintmax_t>::max(), "18.4 EB"}};
  for (const auto& [bytes, text] : rows) CHECK(human_bytes(bytes) == text);
}

TEST_CASE("human_duration is as exact as a reader needs it") {
  const std::vector<std::pair<double, std::string>> rows = {
      {-1.0, "0.0 s"},         {0.0, "0.0 s"},         {0.44, "0.4 s"},       {9.94, "9.9 s"},
      {9.96, "10 s"},          {59.4, "59 s"},         {59.6, "1 min 00 s"},  {65.0, "1 min 05 s"},
      {3599.0, "59 min 59 s"}, {3600.0, "1 h 00 min"}, {7380.0, "2 h 03 min"}};
  for (const auto& [seconds, text] : rows)
    CHECK(human_duration(std::chrono::duration<double>(seconds)) == text);
  CHECK(human_duration(std::chrono::milliseconds(1500)) == "1.5 s");
}

TEST_CASE("nearest finds what was probably meant") {
  const Words commands = {"doctor", "verify", "python", "explain", "up"};
  CHECK(nearest("pyhton", commands) == "python");
  CHECK(nearest("docter", commands) == "doctor");
  CHECK(nearest("verfy", commands) == "verify");
  CHECK(nearest("up", commands) == "up");
  CHECK(nearest("xx", commands) == "");
  CHECK(nearest("frobnicate", commands) == "");
  CHECK(nearest("", commands) == "");
  CHECK(nearest("python", {}) == "");
}

}  // namespace
}  // namespace ftenv

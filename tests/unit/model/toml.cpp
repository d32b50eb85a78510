#include "model/toml.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

using namespace ftenv;

namespace {

Toml parse(std::string_view text) {
  Result<Toml> parsed = Toml::parse(text, "x.toml");
  REQUIRE(parsed);
  return *parsed;
}

std::string message(std::string_view text) {
  const Result<Toml> parsed = Toml::parse(text, "x.toml");
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().code == ErrorCode::recipe);
  return parsed.error().message;
}

}  // namespace

TEST_CASE("values are read by type, and never thrown at") {
  const Toml toml =
      parse("text = 'a'\nflag = true\nnumber = 42\nlist = ['a', 1, 'b']\nday = 2026-11-23\nreal = 1.5\n");
  CHECK(toml["text"].string_or("-") == "a");
  CHECK(toml["flag"].bool_or(false));
  CHECK(toml["number"].int_or(0) == 42);
  CHECK(toml["number"].is_integer());
  CHECK_FALSE(toml["real"].is_integer());
  CHECK(toml["list"].strings() == std::vector<std::string>{"a", "b"});
  CHECK(toml["list"].items().size() == 3);
  CHECK(toml["day"].string_or("") == "2026-11-23");
  CHECK(toml["number"].string_or("-") == "-");
  CHECK(toml["text"].int_or(7) == 7);
  CHECK_FALSE(toml["nothing"].exists());
  CHECK_FALSE(toml["nothing"]["deeper"].exists());
  CHECK(toml["text"].members().empty());
  CHECK(toml["text"].items().empty());
}

TEST_CASE("dotted paths go down tables") {
  const Toml toml = parse("[tool.maturin]\nmodule-name = 'a._b'\n");
  CHECK(toml.dotted("tool.maturin.module-name").string_or("") == "a._b");
  CHECK_FALSE(toml.dotted("tool.nothing.module-name").exists());
  CHECK(toml.dotted("tool").is_table());
}

TEST_CASE("members keep the order of the file") {
  const Toml toml = parse("z = 1\na = 2\n[m]\n[b]\n");
  std::vector<std::string> names;
  for (const Toml::Member& member : toml.members()) names.push_back(member.first);
  CHECK(names == std::vector<std::string>{"z", "a", "m", "b"});
}

TEST_CASE("every value knows where it stood") {
  const Toml toml = parse("# first\nname = 'x'\n\n[table]\nlist = [\n  'a',\n  'b',\n]\n");
  CHECK(toml["name"].at().line == 2);
  CHECK(toml["name"].at().column == 8);
  CHECK(toml["table"].at().line == 4);
  CHECK(toml["table"]["list"].items()[1].at().line == 7);
  CHECK(toml["table"]["list"].items()[1].at().column == 3);
}

TEST_CASE("columns count bytes, as editors that jump there do") {
  const Toml toml = parse("a = ['äö', 'b']\n");
  CHECK(toml["a"].items()[1].at().column == 14);
}

TEST_CASE("a mistake is an error with its place, not an exception") {
  CHECK(starts_with(message("a = 1\nb = = 2\n"), "x.toml:2:"));
  CHECK(starts_with(message("a = 1\na = 2\n"), "x.toml:2:"));
  CHECK(starts_with(message("[a\n"), "x.toml:1:"));
  CHECK(starts_with(message("a = \"\xff\xfe\"\n"), "x.toml:1:"));
  CHECK(starts_with(message("a = 99999999999999999999\n"), "x.toml:1:"));
  CHECK(starts_with(message(std::string("a = \0", 5)), "x.toml:1:"));
  // Nested deeper than toml++ follows: an answer, no overflowing stack.
  CHECK(starts_with(message("a = " + std::string(20000, '[')), "x.toml:1:"));
}

TEST_CASE("a table whose name does not begin as a key does is a mistake like any other") {
  for (const char* text : {"[ = 1", "[ =", "[[ = 1", "[[\"a\".= 1", "[a. = 1]", "[\xde\xa0]", "[ #", "= 1",
                           "a. = 1", "a = {= 1}"}) {
    INFO(text);
    CHECK(contains(message(text), "x.toml:1:"));
  }
}

// With UBSan the first of these ended the process.
TEST_CASE("a key of letters that TOML does not take is a mistake like any other") {
  for (const char* text : {"a\xd2\x90 = 1", "a\xc3\xbc = 1", "a\xe2\x80\x82 = 1", "a = 1 \xd2\x90"}) {
    INFO(text);
    CHECK(contains(message(text), "x.toml:1:"));
  }
  CHECK(parse("'\xd2\x90' = '\xd2\x90'  # \xd2\x90")["\xd2\x90"].string_or("") == "\xd2\x90");
}

TEST_CASE("an empty text is an empty table") {
  CHECK(parse("").is_table());
  CHECK(parse("").members().empty());
  CHECK(parse("# only a comment").members().empty());
}

TEST_CASE("an overlay merges tables and replaces everything else") {
  Toml lower = parse("keep = 1\nlist = ['a', 'b']\n[table]\nx = 1\ny = 2\n[other]\nz = 1\n");
  lower.merge(parse("list = ['c']\nother = 'text'\nnew = true\n[table]\ny = 3\n"));
  CHECK(lower["keep"].int_or(0) == 1);
  CHECK(lower["list"].strings() == std::vector<std::string>{"c"});
  CHECK(lower["table"]["x"].int_or(0) == 1);
  CHECK(lower["table"]["y"].int_or(0) == 3);
  CHECK(lower["other"].string_or("") == "text");
  CHECK(lower["new"].bool_or(false));
  lower.merge(Toml());
  CHECK(lower["keep"].int_or(0) == 1);
}

#include "model/toml_edit.hpp"

#include "support/catch.hpp"

using namespace ftenv;

namespace {

Toml parse(const std::string& text) {
  Result<Toml> parsed = Toml::parse(text, "x.toml");
  REQUIRE(parsed);
  return *parsed;
}

std::string without(const std::string& text, const std::vector<std::size_t>& indexes) {
  const Toml toml = parse(text);
  return apply_edits(text, remove_items(text, toml["a"], indexes));
}

std::string with(const std::string& text, int index) {
  const Toml toml = parse(text);
  const std::string after = apply_edits(text, insert_item(text, toml["a"], index, "\"x\""));
  CHECK(parse(after)["a"].items().size() == toml["a"].items().size() + 1);
  return after;
}

std::string removed(const std::string& text, const std::string& path, const std::string& key) {
  const Toml toml = parse(text);
  const std::string after = apply_edits(text, remove_member(text, toml.dotted(path), key));
  CHECK_FALSE(parse(after).dotted(path)[key].exists());
  return after;
}

}  // namespace

TEST_CASE("places are bytes, before and after a value, of letters beyond ASCII too") {
  const std::string text = "# \u00fc\nx = { \"\u00e4\" = \"\u00f6\", y = ['a'] } # z\nz.deep = 1\n";
  const Toml toml = parse(text);
  CHECK(toml["x"].is_inline());
  const auto piece = [&](const Toml& value) {
    const std::size_t begin = offset_of(text, value.at());
    return text.substr(begin, offset_of(text, value.end()) - begin);
  };
  CHECK(piece(toml["x"]["\u00e4"]) == "\"\u00f6\"");
  CHECK(piece(toml["x"]["y"]) == "['a']");
  CHECK(piece(toml["x"]) == "{ \"\u00e4\" = \"\u00f6\", y = ['a'] }");
  CHECK(offset_of(text, toml["x"]["y"].key_at()) == text.find("y ="));
  CHECK(offset_of(text, toml["z"]["deep"].key_at()) == text.find("deep"));
  CHECK_FALSE(toml["z"].is_inline());
}

TEST_CASE("items leave a line") {
  CHECK(without("a = [1, 2, 3]\n", {0}) == "a = [2, 3]\n");
  CHECK(without("a = [1, 2, 3]\n", {1}) == "a = [1, 3]\n");
  CHECK(without("a = [1, 2, 3]\n", {2}) == "a = [1, 2]\n");
  CHECK(without("a = [1, 2, 3]\n", {0, 2}) == "a = [2]\n");
  CHECK(without("a = [1, 2, 3]\n", {1, 2}) == "a = [1]\n");
  CHECK(without("a = [1, 2, 3,]\n", {0, 1, 2}) == "a = []\n");
  CHECK(without("a = [ 1, 2 ]\n", {1}) == "a = [ 1 ]\n");
}

TEST_CASE("items with a line of their own take it with them") {
  CHECK(without("a = [\n  1, # one\n  2,\n]\n", {0}) == "a = [\n  2,\n]\n");
  CHECK(without("a = [\n  # one\n  1,\n  2\n]\n", {1}) == "a = [\n  # one\n  1,\n]\n");
  CHECK(without("a = [\r\n  1,\r\n  2,\r\n]\r\n", {0}) == "a = [\r\n  2,\r\n]\r\n");
  CHECK(parse(without("a = [\n  1, 2,\n  3,\n]\n", {1}))["a"].items().size() == 2);
}

TEST_CASE("items are written as their neighbours are") {
  CHECK(with("a = [\"b\"]\n", -1) == "a = [\"x\", \"b\"]\n");
  CHECK(with("a = [ \"b\" ]\n", -1) == "a = [ \"x\", \"b\" ]\n");
  CHECK(with("a = ['b']\n", 0) == "a = ['b', 'x']\n");
  CHECK(with("a = []\n", -1) == "a = [\"x\"]\n");
  CHECK(with("a = [ ]\n", -1) == "a = [\"x\"]\n");
  CHECK(with("a = [\n  # b\n  \"b\",\n]\n", -1) == "a = [\n  \"x\",\n  # b\n  \"b\",\n]\n");
  CHECK(with("a = [\n  # none yet\n]\n", -1) == "a = [\n    \"x\",\n  # none yet\n]\n");
  CHECK(with("a = [\"b\", \"c\"]\n", 0) == "a = [\"b\", \"x\", \"c\"]\n");
  CHECK(with("a = [\n  \"b\", # b\n  \"c\",\n]\n", 1) == "a = [\n  \"b\", # b\n  \"c\",\n  \"x\",\n]\n");
  CHECK(with("a = [\n  \"b\" # b\n]\n", 0) == "a = [\n  \"b\", # b\n  \"x\"\n]\n");
  CHECK(with("a = [\r\n  \"b\",\r\n]\r\n", 0) == "a = [\r\n  \"b\",\r\n  \"x\",\r\n]\r\n");
}

TEST_CASE("members leave in each style of table") {
  CHECK(removed("t = { a = 1, b = [2] }\n", "t", "b") == "t = { a = 1 }\n");
  CHECK(removed("t = { a = 1, b = [2] }\n", "t", "a") == "t = { b = [2] }\n");
  CHECK(removed("[t]\na = 1 # one\nb = 2\n", "t", "a") == "[t]\nb = 2\n");
  CHECK(removed("t.a = 1\nt.b = 2\n", "t", "b") == "t.a = 1\n");
  CHECK(removed("[t]\na = [\n  1,\n] # end\nb = 2", "t", "a") == "[t]\nb = 2");
}

TEST_CASE("members are written as their neighbours are") {
  const auto added = [](const std::string& text, const std::string& after) {
    const Toml toml = parse(text);
    const std::string made = apply_edits(text, {insert_member(text, toml["t"], after, "x = 0")});
    CHECK(parse(made)["t"]["x"].exists());
    return made;
  };
  CHECK(added("[t]\na = 1\nb = 2\n", "a") == "[t]\na = 1\nx = 0\nb = 2\n");
  CHECK(added("[t] # of t\n# of a\na = 1\n", "") == "[t] # of t\nx = 0\n# of a\na = 1\n");
  CHECK(added("[t]\n  a = 1 # one\n", "a") == "[t]\n  a = 1 # one\n  x = 0\n");
  CHECK(added("[t]\na = [\n  1,\n] # end\n[u]\n", "a") == "[t]\na = [\n  1,\n] # end\nx = 0\n[u]\n");
  CHECK(added("[t]", "") == "[t]\nx = 0");
  CHECK(added("t.a = 1\nt.b = 2\n", "a") == "t.a = 1\nt.x = 0\nt.b = 2\n");
  CHECK(added("t.a = 1\n", "") == "t.x = 0\nt.a = 1\n");
  CHECK(added("t = { a = 1 }\n", "a") == "t = { x = 0, a = 1 }\n");
  CHECK(added("t = {}\n", "") == "t = { x = 0 }\n");
}

TEST_CASE("a table goes before another and its comment") {
  const auto added = [](const std::string& text) {
    const Toml toml = parse(text);
    return apply_edits(text, {insert_table(text, toml["t"], {"[n]", "x = 0"})});
  };
  CHECK(added("[a]\n\n# of t\n[t]\n") == "[a]\n\n[n]\nx = 0\n\n# of t\n[t]\n");
  CHECK(added("[a]\nb = 1\n# of b\n[t]\n") == "[a]\nb = 1\n# of b\n[n]\nx = 0\n[t]\n");
  CHECK(added("[t]\n") == "[n]\nx = 0\n\n[t]\n");
  CHECK(added("[t.u]\nv = 1\n") == "[n]\nx = 0\n\n[t.u]\nv = 1\n");
  CHECK(added("t.u = 1\n") == "t.u = 1\n\n[n]\nx = 0\n");
  CHECK(added("a = 1") == "a = 1\n\n[n]\nx = 0");
}

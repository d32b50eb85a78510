#include "inspect/yaml.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

using namespace ftenv;

namespace {

Yaml parsed(const std::string& text) {
  auto yaml = Yaml::parse(text, "w.yml");
  INFO((yaml ? "" : yaml.error().message));
  REQUIRE(yaml);
  return std::move(*yaml);
}

std::string complaint(const std::string& text) {
  const auto yaml = Yaml::parse(text, "w.yml");
  return yaml ? "none" : yaml.error().message;
}

}  // namespace

TEST_CASE("a YAML value knows its place, in bytes") {
  const std::string text =
      "on: push\nä: \"q: é\"\njobs:\n  a:\n    - uses: x  # c\n      run: |\n        1\n        2\n";
  const Yaml yaml = parsed(text);
  CHECK(yaml["on"].text() == "push");
  CHECK(yaml["on"].is_plain());
  CHECK(yaml["on"].at().column == 5);
  CHECK(yaml["ä"].text() == "q: é");
  CHECK_FALSE(yaml["ä"].is_plain());
  CHECK(yaml["ä"].at().line == 2);
  CHECK(yaml["ä"].at().column == 5);
  const Yaml& step = yaml["jobs"]["a"].items().at(0);
  CHECK(step.at().line == 5);
  CHECK(step.at().column == 7);
  CHECK(step["uses"].text() == "x");
  CHECK(step["run"].text() == "1\n2\n");
  CHECK(text.substr(step["run"].at().offset, 1) == "|");
  CHECK(step.member("run")->at.line == 6);
  CHECK_FALSE(yaml["nothing"]["below"].exists());
}

TEST_CASE("YAML: CRLF, a byte order mark, numbers as they are written") {
  const std::string text =
      "\xEF\xBB\xBF"
      "a: 3.10\r\nb: 'x'\r\n";
  const Yaml yaml = parsed(text);
  CHECK(yaml["a"].text() == "3.10");
  CHECK(yaml["b"].text() == "x");
  CHECK(text.substr(yaml["b"].at().offset, 3) == "'x'");
}

TEST_CASE("YAML: anchors, aliases and merges") {
  const Yaml yaml = parsed(
      "base: &base {os: linux, python: '3.14'}\n"
      "more: &more {os: macos, extra: 1}\n"
      "one:\n  <<: *base\n  python: 3.14t\n"
      "two:\n  <<: [*base, *more]\n"
      "list: [*base]\n");
  CHECK(yaml["one"]["os"].text() == "linux");
  CHECK(yaml["one"]["python"].text() == "3.14t");
  CHECK(yaml["one"].members().size() == 2);
  CHECK(yaml["two"]["os"].text() == "linux");
  CHECK(yaml["two"]["extra"].text() == "1");
  CHECK(yaml["list"].items().at(0)["os"].text() == "linux");
  CHECK(yaml["one"]["os"].at().line == 1);
}

TEST_CASE("YAML that is broken, hostile or not what a person writes") {
  CHECK(starts_with(complaint("a: 1\nb: [\n"), "w.yml:3:1: "));
  CHECK(contains(complaint("a: 1\na: 2\n"), "w.yml:2:1: the key `a` stands twice"));
  CHECK(contains(complaint("a: &a [*a]\n"), "inside its own anchor"));
  CHECK(contains(complaint("a: *b\n"), "w.yml:1:4: "));
  CHECK(contains(complaint("? [a]\n: b\n"), "a key is not a text"));
  CHECK(contains(complaint(std::string(100'000, '[')), "too deep"));
  CHECK(contains(complaint(std::string("a: \0b", 5)), "not a text"));
  CHECK(contains(complaint(std::string(3u << 20, 'a')), "too long"));
  // Each line has nine times the values of the one before.
  std::string laughs = "a0: &a0 [x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    laughs += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last;
    for (int k = 0; k < 8; ++k) laughs += ", " + last;
    laughs += "]\n";
  }
  CHECK(contains(complaint(laughs), "too many values"));
  CHECK_FALSE(parsed("").exists());
  CHECK(parsed("just words").is_scalar());
}

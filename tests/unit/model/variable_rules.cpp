#include "model/variable_rules.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

namespace ftenv::test {
namespace {

const std::string k_rule =
    "[[rule]]\nnames = [\"A_*_B\", \"C\"]\nid = \"IN-07\"\nlevel = \"error\"\nwhen = \"equals\"\n"
    "values = [\"1\"]\nneed = \"not set\"\n";

std::string complaint(const std::string& text) {
  const auto rules = read_variable_rules(text, "x.toml");
  return rules ? "" : rules.error().message;
}

}  // namespace

TEST_CASE("a rule about variables is read, and names what it names") {
  const auto rules = read_variable_rules(k_rule, "x.toml");
  REQUIRE(rules);
  const VariableRule& rule = rules->front();
  CHECK(rule.when == VariableCondition::equals);
  CHECK(rule.severity == Severity::error);
  CHECK(rule.next_terminal);
  CHECK(names_variable(rule, "C"));
  CHECK(names_variable(rule, "A_x_B"));
  CHECK_FALSE(names_variable(rule, "A_B"));
  CHECK_FALSE(names_variable(rule, "CC"));
}

TEST_CASE("a rule that can't be understood is refused with its place") {
  CHECK(contains(complaint(replace_all(k_rule, "equals", "resembles")), "x.toml:5:"));
  CHECK(contains(complaint(replace_all(k_rule, "error", "bad")), "`rule.level`"));
  CHECK(contains(complaint(replace_all(k_rule, "equals", "set")), "no meaning"));
  CHECK(contains(complaint(replace_all(k_rule, "values = [\"1\"]\n", "")), "what to compare with"));
  CHECK(contains(complaint(replace_all(k_rule, "need", "wants")), "`rule."));
  CHECK(contains(complaint(k_rule + "colour = 1\n"), "`rule.colour` is unknown"));
}

TEST_CASE("the shipped rules are read, and each id has a page's form") {
  const auto rules = load_variable_rules();
  if (!rules) FAIL(rules.error().message);
  CHECK(rules->size() > 40);
  for (const VariableRule& rule : *rules) CHECK(rule.id.size() == 5);
}

}  // namespace ftenv::test

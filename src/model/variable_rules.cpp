#include "model/variable_rules.hpp"

#include <algorithm>
#include <array>

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "model/recipe/recipe_table.hpp"

namespace ftenv {
namespace {

constexpr std::string_view k_file = "variables.toml";

struct Known {
  const char* name;
  VariableCondition condition;
};

constexpr std::array<Known, 28> k_conditions = {{
    {"set", VariableCondition::set},
    {"equals", VariableCondition::equals},
    {"not-in", VariableCondition::not_in},
    {"truthy", VariableCondition::truthy},
    {"contains", VariableCondition::contains},
    {"path-missing", VariableCondition::path_missing},
    {"not-a-folder", VariableCondition::not_a_folder},
    {"not-found-on-path", VariableCondition::not_found_on_path},
    {"command-missing", VariableCondition::command_missing},
    {"no-python-inside", VariableCondition::no_python_inside},
    {"holds-libpython", VariableCondition::holds_libpython},
    {"other-library", VariableCondition::other_library},
    {"not-the-chosen-python", VariableCondition::not_the_chosen_python},
    {"differs-from", VariableCondition::differs_from},
    {"also-set", VariableCondition::also_set},
    {"differs-in-capitals", VariableCondition::differs_in_capitals},
    {"not-this-host", VariableCondition::not_this_host},
    {"linker-missing", VariableCondition::linker_missing},
    {"flags-linker-missing", VariableCondition::flags_linker_missing},
    {"bad-proxy", VariableCondition::bad_proxy},
    {"cold-cache", VariableCondition::cold_cache},
    {"shared-folder", VariableCondition::shared_folder},
    {"warning-action", VariableCondition::warning_action},
    {"ascii-output", VariableCondition::ascii_output},
    {"ascii-locale", VariableCondition::ascii_locale},
    {"no-gil-config", VariableCondition::no_gil_config},
    {"old-pyo3", VariableCondition::old_pyo3},
    {"posix-drive", VariableCondition::posix_drive},
}};

bool takes_values(VariableCondition condition) {
  switch (condition) {
    case VariableCondition::equals:
    case VariableCondition::not_in:
    case VariableCondition::contains:
    case VariableCondition::differs_from:
    case VariableCondition::also_set:
    case VariableCondition::bad_proxy:
    case VariableCondition::warning_action:
    case VariableCondition::ascii_output:
    case VariableCondition::old_pyo3:
      return true;
    default:
      return false;
  }
}

void read_condition(RecipeTable& table, VariableRule& rule) {
  std::string when;
  table.text("when", when);
  table.texts("values", rule.values);
  const auto known = std::find_if(k_conditions.begin(), k_conditions.end(),
                                  [&](const Known& one) { return when == one.name; });
  if (known == k_conditions.end()) {
    std::vector<std::string> names;
    for (const Known& one : k_conditions) names.emplace_back(one.name);
    return table.complain("when", "is no condition that ftenv knows", "known ones: " + join(names, ", "));
  }
  rule.when = known->condition;
  if (takes_values(rule.when) != !rule.values.empty()) {
    table.complain("values", takes_values(rule.when) ? "must say what to compare with"
                                                     : "has no meaning with this condition");
  }
}

void read_rule(RecipeTable& table, VariableRule& rule) {
  std::string level;
  table.texts("names", rule.names);
  table.text("id", rule.id);
  table.text("level", level);
  read_condition(table, rule);
  table.text("found", rule.found);
  table.text("need", rule.need);
  table.text("why", rule.why);
  table.text("remedy", rule.remedy);
  table.texts("commands", rule.commands);
  table.texts("systems", rule.systems);
  table.flag("cargo_env", rule.cargo_env);
  table.text("cargo_key", rule.cargo_key);
  table.text("pip_key", rule.pip_key);
  if (level == "error") {
    rule.severity = Severity::error;
  } else if (level == "warning") {
    rule.severity = Severity::warning;
  } else if (level == "info") {
    rule.severity = Severity::info;
  } else {
    table.complain("level", "must be \"error\", \"warning\" or \"info\"");
  }
  // What is an error now is one in the next terminal too.
  rule.next_terminal = rule.severity == Severity::error;
  table.flag("next_terminal", rule.next_terminal);
  if (rule.names.empty()) table.complain("names", "must name at least one variable");
  if (rule.id.empty()) table.complain("id", "must be the id of a finding");
  if (rule.remedy.empty() && !rule.commands.empty())
    table.complain("remedy", "must say what the commands do");
  if (rule.need.empty()) table.complain("need", "must say what should be there instead");
}

}  // namespace

bool names_variable(const VariableRule& rule, std::string_view variable) {
  return std::any_of(rule.names.begin(), rule.names.end(), [&](std::string_view name) {
    const std::size_t star = name.find('*');
    if (star == std::string_view::npos) return name == variable;
    const std::string_view head = name.substr(0, star);
    const std::string_view tail = name.substr(star + 1);
    return variable.size() >= head.size() + tail.size() && starts_with(variable, head) &&
           ends_with(variable, tail);
  });
}

Result<std::vector<VariableRule>> read_variable_rules(std::string_view text, const std::string& name) {
  FTENV_TRY(const Toml document, Toml::parse(text, name));
  std::optional<Error> error;
  RecipeTable table(document, name, "", error);
  std::vector<VariableRule> rules;
  table.tables("rule", [&](RecipeTable& one) {
    VariableRule rule;
    read_rule(one, rule);
    rules.push_back(std::move(rule));
  });
  table.finish();
  if (error) return fail(std::move(*error));
  return rules;
}

Result<std::vector<VariableRule>> load_variable_rules() {
  for (const EmbeddedFile& file : embedded_recipes()) {
    if (file.name == k_file) return read_variable_rules(file.content, "recipes/" + std::string(k_file));
  }
  return fail(ErrorCode::internal, "recipes/" + std::string(k_file) + " is not in this program");
}

}  // namespace ftenv

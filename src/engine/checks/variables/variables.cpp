// The environment variables that change what Python, cargo, pip and pyenv do, by recipes/variables.toml.
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/checks/checks.hpp"
#include "engine/checks/variables/conditions.hpp"
#include "engine/checks/variables/settings.hpp"
#include "engine/doctor/origins.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_longest_value = 160;

bool applies(const VariableRule& rule, const Host& host) {
  return rule.systems.empty() ||
         std::find(rule.systems.begin(), rule.systems.end(), host.os) != rule.systems.end();
}

std::string shown(const std::string& value) {
  const std::string text = without_secrets(replace_all(replace_all(value, "\n", " "), "\x1f", " "));
  return "`" + (text.size() > k_longest_value ? text.substr(0, k_longest_value) + "…" : text) + "`";
}

std::string statement(const VariableSetting& setting, const Environment& user) {
  std::string name = "`" + setting.name + "`";
  const std::string place = setting.file.empty() ? "" : place_text(setting.file, setting.line, user);
  switch (setting.source) {
    case VariableSetting::shell:
      return name + " is " + shown(setting.value);
    case VariableSetting::next_terminal:
      return name + " is not set in this terminal, but " + place + " sets it to " + shown(setting.value) +
             " for the next one";
    case VariableSetting::cargo:
    case VariableSetting::pip:
      return place + " sets " + name + " to " + shown(setting.value);
  }
  return name;
}

// A setting in a file of cargo or pip: a line of its own can be commented out.
Fix setting_fix(const VariableSetting& setting, const Environment& user) {
  VariableLine line;
  line.file = setting.file;
  line.line = setting.line;
  line.name = setting.name;
  line.system = setting.system;
  if (const auto text = read_text(setting.file, 4u << 20)) {
    const std::vector<std::string> lines = split_lines(*text);
    const auto at = static_cast<std::size_t>(setting.line - 1);
    if (at < lines.size()) line.text = lines[at];
  }
  const std::string key = setting.name.substr(setting.name.rfind('.') + 1);
  const std::string_view begin = trim(line.text);
  // The rest of a value that goes on below would be left without its beginning.
  line.alone = starts_with(begin, key) && !ends_with(begin, "=") && !contains(begin, "[") &&
               setting.value.find('\n') == std::string::npos;
  return line_fix(line, user);
}

Fix first_fix(CheckContext& context, const VariableSetting& setting) {
  const Environment& user = context.user();
  if (setting.source == VariableSetting::shell) return unset_fix(setting.name, user);
  if (setting.source != VariableSetting::next_terminal) return setting_fix(setting, user);
  const VariableOrigins origins = read_origins(context.facts);
  const VariableLine* line = origins.next_of(setting.name);
  return line == nullptr ? setting_fix(setting, user) : line_fix(*line, user);
}

Finding finding_of(CheckContext& context, const VariableRule& rule, const VariableSetting& setting,
                   const std::string& detail) {
  const std::string& clause = detail.empty() ? rule.found : detail;
  Finding finding =
      context.finding(rule.id, rule.severity,
                      statement(setting, context.user()) + (clause.empty() ? "" : ", " + clause), rule.need);
  if (!rule.why.empty()) finding.why = rule.why;
  const bool variable =
      setting.source == VariableSetting::shell || setting.source == VariableSetting::next_terminal;
  if (variable) {
    finding.variables.push_back(setting.name);
    // What is said here is about commands that are typed by hand.
    const EnvironmentPolicy& policy = context.facts.services().recipes.environment;
    if (is_denied(setting.name, policy) && rule.severity != Severity::info) {
      finding.why += " ftenv's own builds do not get it.";
    }
  }
  if (!rule.remedy.empty()) finding.fixes.push_back({rule.remedy, rule.commands, false, {}});
  finding.fixes.push_back(first_fix(context, setting));
  return finding;
}

Result<CheckAnswer> check_variables(CheckContext& context) {
  FTENV_TRY(const std::vector<VariableRule> rules, load_variable_rules());
  CheckAnswer answer;
  std::size_t looked_at = 0;
  for (const VariableSetting& setting : collect_settings(context, rules)) {
    ++looked_at;
    for (const VariableRule* rule : setting.rules) {
      if (!applies(*rule, context.facts.services().host)) continue;
      const auto detail = condition_holds(context, *rule, setting);
      if (!detail) continue;
      answer.findings.push_back(finding_of(context, *rule, setting, *detail));
      break;
    }
  }
  if (answer.findings.empty()) {
    answer.seen = looked_at == 0 ? "none is set that could get in the way"
                                 : std::to_string(looked_at) + " that could get in the way, and do not";
  }
  return answer;
}

std::vector<std::string> ids_of_rules() {
  std::set<std::string> ids;
  if (const auto rules = load_variable_rules()) {
    for (const VariableRule& rule : *rules) ids.insert(rule.id);
  }
  return {ids.begin(), ids.end()};
}

}  // namespace

std::vector<Check> variable_checks() {
  return {{"variables", Area::variables, "variables and settings that get in the way", ids_of_rules(), false,
           CheckCost::quick, check_variables}};
}

}  // namespace ftenv

#include "engine/checks/variables/settings.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "engine/doctor/origins.hpp"

namespace ftenv {
namespace {

using Rules = std::vector<VariableRule>;

std::vector<const VariableRule*> rules_for(const Rules& rules, const std::string& variable,
                                           bool VariableRule::*flag = nullptr) {
  std::vector<const VariableRule*> wanted;
  for (const VariableRule& rule : rules) {
    if (names_variable(rule, variable) && (flag == nullptr || rule.*flag)) wanted.push_back(&rule);
  }
  return wanted;
}

// cargo and pip take the variable before their own setting.
bool overridden(const VariableRule& rule, const Environment& user) {
  return std::any_of(rule.names.begin(), rule.names.end(), [&](const std::string& name) {
    return !contains(name, "*") && !user.get(name).empty();
  });
}

std::string text_of(const Toml& value) {
  if (value.is_string()) return value.string_or("");
  if (value.is_bool()) return value.bool_or(false) ? "true" : "false";
  if (value.is_array()) return join(value.strings(), " ");
  return {};
}

// [target.x86_64-unknown-linux-gnu] of this machine, [target.'cfg(unix)']
bool is_table_of_this_host(const std::string& key, const Host& host) {
  if (starts_with(key, "cfg("))
    return key == "cfg(unix)" ? host.os != "windows" : key == "cfg(" + host.os + ")";
  return is_of_this_host(key, host);
}

class Collector {
 public:
  Collector(CheckContext& context, const Rules& rules)
      : m_context(context), m_user(context.user()), m_rules(rules) {}

  std::vector<VariableSetting> collect() {
    for (const auto& [name, value] : m_user.variables()) {
      add({VariableSetting::shell, name, value, {}, 0, false, rules_for(m_rules, name)});
    }
    const VariableOrigins origins = read_origins(m_context.facts);
    for (const std::string& name : origins.next_names()) add_next(origins, name);
    add_cargo_environment();
    for (const std::string& key : keys(&VariableRule::cargo_key)) add_cargo_key(key);
    const PipConfig pip =
        read_pip_config(m_user, m_context.facts.venv(), m_context.facts.services().system_root);
    for (const std::string& key : keys(&VariableRule::pip_key)) add_pip_key(pip, key);
    return std::move(m_settings);
  }

 private:
  void add(VariableSetting setting) {
    if (!setting.value.empty() && !setting.rules.empty()) m_settings.push_back(std::move(setting));
  }

  void add_next(const VariableOrigins& origins, const std::string& name) {
    if (m_user.has(name)) return;
    std::vector<const VariableRule*> rules = rules_for(m_rules, name, &VariableRule::next_terminal);
    const VariableLine& line = *origins.next_of(name);
    std::string value = line.value;
    if (const auto told = origins.next_value(line)) {
      value = *told;
    } else {
      // Of a value that only running the file would tell, only what does not look at all of it holds.
      rules.erase(std::remove_if(rules.begin(), rules.end(),
                                 [](const VariableRule* rule) {
                                   return rule->when != VariableCondition::set &&
                                          rule->when != VariableCondition::contains;
                                 }),
                  rules.end());
    }
    add({VariableSetting::next_terminal, name, value, line.file, line.line, line.system, std::move(rules)});
  }

  // [env]
  // PYO3_PYTHON = "/opt/py/bin/python"
  // PYO3_CONFIG_FILE = { value = "pyo3.txt", relative = true, force = true }
  void add_cargo_environment() {
    std::set<std::string> seen;
    for (const CargoConfigFile& file : m_context.facts.cargo_config().files) {
      for (const auto& [name, entry] : file.table["env"].members()) {
        if (!seen.insert(name).second) continue;
        const bool force = entry["force"].bool_or(false);
        if (m_user.has(name) && !force) continue;
        const Toml& written = entry.is_table() ? entry["value"] : entry;
        std::string value = text_of(written);
        if (entry["relative"].bool_or(false)) {
          value = (file.path.parent_path().parent_path() / value).string();
        }
        add({VariableSetting::cargo, name, value, file.path, written.at().line, false,
             rules_for(m_rules, name, &VariableRule::cargo_env)});
      }
    }
  }

  std::vector<std::string> keys(std::string VariableRule::*member) const {
    std::vector<std::string> keys;
    for (const VariableRule& rule : m_rules) {
      const std::string& key = rule.*member;
      if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    }
    return keys;
  }

  std::vector<const VariableRule*> rules_of(std::string VariableRule::*member, const std::string& key) const {
    std::vector<const VariableRule*> wanted;
    for (const VariableRule& rule : m_rules) {
      if (rule.*member == key && !overridden(rule, m_user)) wanted.push_back(&rule);
    }
    return wanted;
  }

  void add_cargo_value(const std::string& key, const Toml& value, const CargoConfigFile& file,
                       const std::string& name) {
    add({VariableSetting::cargo, name, text_of(value), file.path, value.at().line, false,
         rules_of(&VariableRule::cargo_key, key)});
  }

  void add_cargo_key(const std::string& key) {
    const std::string_view per_target = "target.*.";
    for (const CargoConfigFile& file : m_context.facts.cargo_config().files) {
      if (!starts_with(key, per_target)) {
        const Toml& value = file.table.dotted(key);
        if (!value.exists()) continue;
        return add_cargo_value(key, value, file, key);
      }
      const std::string last = key.substr(per_target.size());
      for (const auto& [triple, table] : file.table["target"].members()) {
        if (!is_table_of_this_host(triple, m_context.facts.services().host) || !table[last].exists())
          continue;
        add_cargo_value(key, table[last], file, "target." + triple + "." + last);
      }
    }
  }

  void add_pip_key(const PipConfig& pip, const std::string& key) {
    const PipSetting* setting = pip.find(key);
    if (setting == nullptr) return;
    add({VariableSetting::pip, setting->section + "." + key, setting->value, setting->file, setting->line,
         setting->system, rules_of(&VariableRule::pip_key, key)});
  }

  CheckContext& m_context;
  const Environment& m_user;
  const Rules& m_rules;
  std::vector<VariableSetting> m_settings;
};

}  // namespace

bool is_of_this_host(const std::string& triple, const Host& host) {
  const std::string normal = replace_all(to_lower(triple), "-", "_");
  const std::string arch = host.arch == "arm64" ? "aarch64" : host.arch;
  const std::string os = host.os == "macos" ? "darwin" : host.os;
  if (!starts_with(normal, arch + "_") || !contains(normal, "_" + os)) return false;
  if (host.libc == "musl") return contains(normal, "musl");
  return host.libc.empty() || !contains(normal, "musl");
}

std::string triple_in(const std::string& variable) {
  constexpr std::string_view head = "CARGO_TARGET_";
  if (!starts_with(variable, head)) return {};
  const std::size_t last = variable.rfind('_');
  return last <= head.size() ? std::string() : variable.substr(head.size(), last - head.size());
}

std::vector<VariableSetting> collect_settings(CheckContext& context, const std::vector<VariableRule>& rules) {
  return Collector(context, rules).collect();
}

}  // namespace ftenv

// The environment of a process as a value. ftenv never changes its own.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace ftenv {

class Environment {
 public:
  Environment() = default;
  explicit Environment(std::map<std::string, std::string> variables) : m_variables(std::move(variables)) {}

  const std::string* find(const std::string& name) const;  // nullptr where unset
  std::string get(const std::string& name, std::string fallback = {}) const;
  bool has(const std::string& name) const { return find(name) != nullptr; }
  void set(std::string name, std::string value) { m_variables[std::move(name)] = std::move(value); }
  void unset(const std::string& name) { m_variables.erase(name); }
  const std::map<std::string, std::string>& variables() const { return m_variables; }
  std::vector<std::string> block() const;  // "NAME=value", sorted, as execve wants it
  bool operator==(const Environment& other) const = default;

 private:
  std::map<std::string, std::string> m_variables;
};

// Variables with one fate and one reason.
struct EnvironmentGroup {
  std::string id;                  // "proxies"
  std::vector<std::string> names;  // a trailing "*" is a prefix
  bool allowed = false;
  bool watched = false;
  std::vector<std::string> read_by;
  std::string why;
};

// What is let through to children, from recipes/environment.toml. A trailing "*" is a prefix. What no
// pattern names is dropped; where several do, the most specific decides, and `denied` wins a draw.
struct EnvironmentPolicy {
  std::vector<std::string> allowed;
  std::vector<std::string> watched;  // the PYTHON_CONFIGURE_OPTS family: proved absent after a run
  std::vector<std::string> denied;
  std::vector<EnvironmentGroup> groups;  // where the three lists come from, with the reasons
};

bool is_allowed(const std::string& name, const EnvironmentPolicy& policy);
// Is there a known reason to keep it from children? Not the opposite of is_allowed: most are unknown.
bool is_denied(const std::string& name, const EnvironmentPolicy& policy);

struct FilteredEnvironment {
  Environment kept;
  std::vector<std::string> dropped;  // names, sorted; for `-v` and the report
};

FilteredEnvironment filter(const Environment& full, const EnvironmentPolicy& policy);

}  // namespace ftenv

#include "model/environment.hpp"

#include <algorithm>
#include <string_view>

#include "base/text.hpp"

namespace ftenv {
namespace {

// How closely the best of `patterns` names this variable: 0 not at all, an exact name most of all.
std::size_t closeness(std::string_view name, const std::vector<std::string>& patterns) {
  std::size_t best = 0;
  for (const std::string& pattern : patterns) {
    if (ends_with(pattern, "*")) {
      const std::string_view prefix = std::string_view(pattern).substr(0, pattern.size() - 1);
      if (starts_with(name, prefix)) best = std::max(best, pattern.size());
    } else if (name == pattern) {
      return std::string_view::npos;
    }
  }
  return best;
}

}  // namespace

const std::string* Environment::find(const std::string& name) const {
  const auto found = m_variables.find(name);
  return found == m_variables.end() ? nullptr : &found->second;
}

std::string Environment::get(const std::string& name, std::string fallback) const {
  const std::string* value = find(name);
  if (value != nullptr) return *value;
  return fallback;
}

std::vector<std::string> Environment::block() const {
  std::vector<std::string> entries;
  entries.reserve(m_variables.size());
  for (const auto& [name, value] : m_variables) entries.push_back(name + "=" + value);
  std::sort(entries.begin(), entries.end());
  return entries;
}

bool is_allowed(const std::string& name, const EnvironmentPolicy& policy) {
  return closeness(name, policy.allowed) > closeness(name, policy.denied);
}

bool is_denied(const std::string& name, const EnvironmentPolicy& policy) {
  const std::size_t denied = closeness(name, policy.denied);
  return denied > 0 && denied >= closeness(name, policy.allowed);
}

FilteredEnvironment filter(const Environment& full, const EnvironmentPolicy& policy) {
  FilteredEnvironment filtered;
  for (const auto& [name, value] : full.variables()) {
    if (is_allowed(name, policy)) {
      filtered.kept.set(name, value);
    } else {
      filtered.dropped.push_back(name);
    }
  }
  return filtered;
}

}  // namespace ftenv

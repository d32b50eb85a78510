// Everything that has the effect of an environment variable: the variable itself, what the next terminal
// will have, and the settings of cargo and pip that mean the same.
#pragma once

#include <string>
#include <vector>

#include "engine/doctor/check.hpp"
#include "inspect/python/pip_config.hpp"
#include "inspect/shell/variable_origin.hpp"
#include "model/variable_rules.hpp"

namespace ftenv {

struct VariableSetting {
  enum Source { shell, next_terminal, cargo, pip } source = shell;
  std::string name;   // as a person reads it: "PYTHON_GIL", "build.target"
  std::string value;  // never empty
  fs::path file;      // where it stands; empty: in the environment
  int line = 0;
  bool system = false;  // a file of the system
  // The rules that are asked about it, the first that holds decides.
  std::vector<const VariableRule*> rules;
};

// `rules` must outlive the answer.
std::vector<VariableSetting> collect_settings(CheckContext& context, const std::vector<VariableRule>& rules);

// The triple of a target, also as a part of a variable's name: is it this machine's?
bool is_of_this_host(const std::string& triple, const Host& host);

// "X86_64_UNKNOWN_LINUX_GNU" of "CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER", or an empty string.
std::string triple_in(const std::string& variable);

}  // namespace ftenv

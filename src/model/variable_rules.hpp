// Which environment variables, and which settings of cargo and pip that mean the same, are trouble, and
// why: recipes/variables.toml. What a condition asks is in engine/checks/variable_conditions.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/finding.hpp"

namespace ftenv {

enum class VariableCondition {
  set,                    // has a value
  equals,                 // is one of `values`, in any case of letters
  not_in,                 // is none of `values`
  truthy,                 // is something that is read as yes
  contains,               // one of `values` is a part of it
  path_missing,           // nothing of it, between colons, is there
  not_a_folder,           // is no folder
  not_found_on_path,      // it is no program that can be started
  command_missing,        // its first word is no program that can be started
  no_python_inside,       // a virtual environment without an interpreter
  holds_libpython,        // a folder of it has a libpython that is loaded instead of the right one
  other_library,          // a folder of it is the library or the packages of another Python
  not_the_chosen_python,  // is another interpreter than the project's
  differs_from,           // another variable (the first of `values`) is set, and differs
  also_set,               // another variable (the first of `values`) is set too
  differs_in_capitals,    // the same name in small letters is set, and differs
  not_this_host,          // names a target that is not this machine
  linker_missing,         // of this machine's target, a linker that is not there
  flags_linker_missing,   // compiler flags that name a linker that is not there
  bad_proxy,              // can't be the address of a proxy; `values` are the known schemes
  cold_cache,             // says yes, and a crate of Cargo.lock has not been downloaded yet
  shared_folder,          // is absolute and not in the project
  warning_action,         // the first of `values` is what becomes of a RuntimeWarning
  ascii_output,           // Python would print ASCII
  ascii_locale,           // with the language settings that there are, Python would print ASCII
  no_gil_config,          // a file of PyO3's that is not there or describes another interpreter
  old_pyo3,               // the project's PyO3 is older than the first of `values`
  posix_drive,            // a path such as /c/Users
};

struct VariableRule {
  std::vector<std::string> names;  // one `*` stands for anything
  std::string id;
  Severity severity = Severity::warning;
  VariableCondition when = VariableCondition::set;
  std::vector<std::string> values;
  std::string found;  // a clause after "`NAME` is `value`"; may be empty
  std::string need;   // what should be there instead
  std::string why;    // empty: as the finding's page says
  // The first way out, where it is a better one than to unset it: a clause, and what to type.
  std::string remedy;
  std::vector<std::string> commands;
  std::vector<std::string> systems;  // of Host::os; empty: all
  bool cargo_env = false;            // the same in [env] of cargo's configuration
  std::string cargo_key;             // "build.target"; "target.*.linker" for this machine's target
  std::string pip_key;               // "require-virtualenv"
  // Also where the person's start-up files set it although this terminal does not have it.
  bool next_terminal = false;
};

// In the file's order: of the rules that name a variable the first that holds decides.
// Error: recipe, with FILE:LINE:COL.
Result<std::vector<VariableRule>> load_variable_rules();
Result<std::vector<VariableRule>> read_variable_rules(std::string_view text, const std::string& name);

bool names_variable(const VariableRule& rule, std::string_view variable);

}  // namespace ftenv

// Lines for the shells that people use. Pure.
#pragma once

#include <string>
#include <vector>

#include "model/command.hpp"

namespace ftenv {

// "bash", "zsh", "sh", "fish", "powershell" by the path of a shell; "sh" for one that is not known.
std::string shell_name(const std::string& shell_path);

std::string set_variable_line(const std::string& shell, const std::string& name, const std::string& value);
std::string unset_variable_line(const std::string& shell, const std::string& name);
// What a person types to run it: one line, "NAME=value argv…" or "(cd DIR && …)", and in PowerShell a line
// for each variable and for the folder, because it has no form for one command alone.
std::vector<std::string> command_lines(const std::string& shell, const Command& command);
// Puts `directory` in front of PATH.
std::string prepend_path_line(const std::string& shell, const std::string& directory);

}  // namespace ftenv

// Lines for the shells that people use. Pure.
#pragma once

#include <string>
#include <vector>

namespace ftenv {

// "bash", "zsh", "sh", "fish", "powershell" by the path of a shell; "sh" for one that is not known.
std::string shell_name(const std::string& shell_path);

std::string set_variable_line(const std::string& shell, const std::string& name, const std::string& value);
std::string unset_variable_line(const std::string& shell, const std::string& name);
// Puts `directory` in front of PATH.
std::string prepend_path_line(const std::string& shell, const std::string& directory);

}  // namespace ftenv

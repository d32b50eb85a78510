// The script that a shell reads once; it asks ftenv for everything else (shell_answer.hpp).
#pragma once

#include <string>

namespace ftenv {

// "bash", "zsh", "fish", "powershell"; empty for another shell.
std::string completion_script(const std::string& shell);

}  // namespace ftenv

#include "cli/shell_lines.hpp"

#include "base/text.hpp"

namespace ftenv {
namespace {

// fish knows only \\ and \' inside single quotes; PowerShell doubles the quote.
std::string quoted(const std::string& shell, const std::string& value) {
  if (shell == "fish") return "'" + replace_all(replace_all(value, "\\", "\\\\"), "'", "\\'") + "'";
  if (shell == "powershell") return "'" + replace_all(value, "'", "''") + "'";
  return shell_quote(value);
}

}  // namespace

std::string shell_name(const std::string& shell_path) {
  const std::string name = shell_path.substr(shell_path.rfind('/') + 1);
  if (name == "pwsh" || name == "powershell") return "powershell";
  if (name == "bash" || name == "zsh" || name == "fish") return name;
  return "sh";
}

std::string set_variable_line(const std::string& shell, const std::string& name, const std::string& value) {
  if (shell == "fish") return "set -gx " + name + " " + quoted(shell, value);
  if (shell == "powershell") return "$Env:" + name + " = " + quoted(shell, value);
  return "export " + name + "=" + quoted(shell, value);
}

std::string unset_variable_line(const std::string& shell, const std::string& name) {
  if (shell == "fish") return "set -e " + name;
  if (shell == "powershell") return "Remove-Item Env:" + name + " -ErrorAction SilentlyContinue";
  return "unset " + name;
}

std::string prepend_path_line(const std::string& shell, const std::string& directory) {
  if (shell == "fish") return "set -gx PATH " + quoted(shell, directory) + " $PATH";
  if (shell == "powershell")
    return "$Env:PATH = " + quoted(shell, directory) + " + [IO.Path]::PathSeparator + $Env:PATH";
  if (shell == "direnv") return "PATH_add " + quoted(shell, directory);
  return "export PATH=" + quoted(shell, directory) + ":\"$PATH\"";
}

}  // namespace ftenv

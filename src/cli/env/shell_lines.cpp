#include "cli/env/shell_lines.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "base/text.hpp"

namespace ftenv {
namespace {

// fish knows only \\ and \' inside single quotes; PowerShell doubles the quote.
std::string quoted(const std::string& shell, const std::string& value) {
  if (shell == "fish") return "'" + replace_all(replace_all(value, "\\", "\\\\"), "'", "\\'") + "'";
  if (shell == "powershell") return "'" + replace_all(value, "'", "''") + "'";
  return shell_quote(value);
}

// What PowerShell takes as it stands. It would cut "-x.y" in two, and read "a,b" as a list.
bool is_plain_in_powershell(const std::string& word) {
  constexpr std::string_view marks = "-_./\\:=+";
  const bool known = std::all_of(word.begin(), word.end(), [&](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || marks.find(c) != std::string_view::npos;
  });
  return known && !word.empty() && (word.front() != '-' || word.find_first_of(".:=") == std::string::npos);
}

std::string powershell_line(const std::vector<std::string>& argv) {
  std::vector<std::string> words;
  for (const std::string& word : argv)
    words.push_back(is_plain_in_powershell(word) ? word : quoted("powershell", word));
  // Alone, what is in quotes would be a text and no program.
  return (!words.empty() && words.front().front() == '\'' ? "& " : "") + join(words, " ");
}

}  // namespace

std::string shell_name(const std::string& shell_path) {
  std::string name = shell_path.substr(shell_path.rfind('/') + 1);
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

std::vector<std::string> command_lines(const std::string& shell, const Command& command) {
  if (shell != "powershell") return {display(command)};
  std::vector<std::string> lines;
  for (const auto& [name, value] : command.environment)
    lines.push_back(set_variable_line(shell, name, value));
  if (!command.directory.empty())
    lines.push_back("Set-Location -LiteralPath " + quoted(shell, command.directory));
  lines.push_back(powershell_line(command.argv));
  return lines;
}

std::string prepend_path_line(const std::string& shell, const std::string& directory) {
  if (shell == "fish") return "set -gx PATH " + quoted(shell, directory) + " $PATH";
  if (shell == "powershell")
    return "$Env:PATH = " + quoted(shell, directory) + " + [IO.Path]::PathSeparator + $Env:PATH";
  if (shell == "direnv") return "PATH_add " + quoted(shell, directory);
  return "export PATH=" + quoted(shell, directory) + ":\"$PATH\"";
}

}  // namespace ftenv

// What counts as a program's name or path on Windows. Private to platform/windows.
#pragma once

#include <string>
#include <vector>

namespace ftenv {

// "tools\x.exe", "C:x.exe", "./x": not to be searched for.
bool is_path(const std::string& name);

// "C:\x", "\\server\share": the only entries of PATH that are looked into.
bool is_absolute_entry(const std::string& entry);

// The names to try for `name`: as it is where it has one of the endings of programs, then with each. Of
// PATHEXT only those that CreateProcessW or cmd.exe start: ".py" needs the shell. Pure.
std::vector<std::string> program_names(const std::string& name, const std::string& pathext);

}  // namespace ftenv

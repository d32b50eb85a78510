// Windows hands a program one string; these write it so that the program finds the argv in it that was
// meant. Private to platform/windows. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ftenv {

// For programs whose runtime splits the line by Microsoft's rules (CommandLineToArgvW and the C runtime).
std::wstring command_line(const std::vector<std::string>& argv);

// For a .bat or .cmd, which cmd.exe reads by rules of its own: `interpreter` is cmd.exe and `script` the
// file, both absolute. Nothing where an argument holds a character that cmd.exe would act upon even between
// quotes: no spelling is safe for every batch file.
std::optional<std::wstring> batch_line(const std::string& interpreter, const std::string& script,
                                       const std::vector<std::string>& argv);

// Does cmd.exe have to run a file of this name?
bool is_batch_file(const std::string& name);

}  // namespace ftenv

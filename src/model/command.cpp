#include "model/command.hpp"

#include "base/text.hpp"

namespace ftenv {

std::string display(const Command& command) {
  std::string line;
  for (const auto& [name, value] : command.environment) line += name + "=" + shell_quote(value) + " ";
  line += shell_line(command.argv);
  if (command.directory.empty()) return line;
  return "(cd " + shell_quote(command.directory) + " && " + line + ")";
}

}  // namespace ftenv

// What all commands have in common and no option says: exit codes, variables, files.
#pragma once

#include <string>
#include <vector>

namespace ftenv {

struct Surrounding {
  std::string name;
  std::string meaning;  // code in backticks
};

std::vector<Surrounding> exit_statuses();
std::vector<Surrounding> environment_variables();
std::vector<Surrounding> files_of_ftenv();

}  // namespace ftenv

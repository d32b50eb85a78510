// A command as a person would read it in a plan: argv, what it adds to the environment, and where.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace ftenv {

struct Command {
  std::vector<std::string> argv;
  std::map<std::string, std::string> environment;  // what is set for this child on top of the allowed
  std::string directory;                           // empty: does not matter
  bool privileged = false;                         // needs root: printed in full before it runs
};

// The same as a shell line, for showing: "(cd DIR && NAME=value argv…)".
std::string display(const Command& command);

}  // namespace ftenv

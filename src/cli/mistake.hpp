// What is said about a command line that can't be understood, and what was probably meant. Pure.
#pragma once

#include <string>
#include <vector>

#include "cli/grammar/command_spec.hpp"

namespace ftenv {

struct Complaint {
  std::string message;  // of the parsing library
  std::string hint;     // what a value was probably meant to be; empty: unknown
};

// "error: …" with hints, for `words` behind "ftenv" that were understood as far as `path` (`command`).
std::string usage_mistake(const std::string& path, const CommandSpec& command,
                          const std::vector<std::string>& words, const Complaint& complaint);

std::string unknown_command(const std::string& path, const CommandSpec& parent, const std::string& word);

}  // namespace ftenv

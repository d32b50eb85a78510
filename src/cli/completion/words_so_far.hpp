// The words before the one that is being typed, as far as they can be understood. Pure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/grammar/command_spec.hpp"

namespace ftenv {

struct WordsSoFar {
  const CommandSpec* command = nullptr;
  std::vector<std::string> path;          // of the command: {"python", "install"}
  std::set<std::string> used;             // options, by their `names`
  std::vector<std::string> arguments;     // of the command
  const OptionSpec* awaiting = nullptr;   // the option whose value comes next
  bool only_arguments = false;            // there was a "--"
  bool lost = false;                      // a word that is no command: nothing can be said
  std::optional<std::size_t> program_at;  // run: which of the words is the program
};

// The grammar has to live as long as what is returned.
WordsSoFar read_words(const CommandSpec& grammar, const std::vector<std::string>& words);

// The option of this command that is spelled so; nullptr where there is none.
const OptionSpec* find_option(const CommandSpec& command, const std::string& spelling);

}  // namespace ftenv

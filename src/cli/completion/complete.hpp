// What may come next in a command line that is being typed. Pure.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/grammar/command_spec.hpp"

namespace ftenv {

struct Candidate {
  std::string value;  // the whole word: "--from=source", "3.14,3.13"
  std::string description;
  bool operator==(const Candidate& other) const = default;
};

struct Completion {
  // What the shell offers besides, which knows it best. With "--option=" only what follows is a path.
  enum More { nothing, files, directories, command };
  std::vector<Candidate> candidates;
  More more = nothing;
  std::size_t command_at = 0;  // command: which of the words begins it
};

// The values of a kind that this machine knows. Only asked for the kind that is needed.
using ValueSource = std::function<std::vector<Candidate>(ValueKind)>;

// `words` are those behind "ftenv" up to the cursor; the last is the one that is being typed, perhaps empty.
Completion complete(const CommandSpec& grammar, const std::vector<std::string>& words,
                    const ValueSource& values);

}  // namespace ftenv

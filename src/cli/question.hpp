// A question on the terminal.
#pragma once

#include <string>

#include "cli/invocation.hpp"
#include "model/environment.hpp"

namespace ftenv {

// True with `--yes`. Otherwise asks on stderr, where a person can answer: an empty answer is `by_default`.
// False where there is no terminal: a pipe agrees to nothing.
bool is_agreed(const Invocation& invocation, const Environment& user, const std::string& question,
               bool by_default);

}  // namespace ftenv

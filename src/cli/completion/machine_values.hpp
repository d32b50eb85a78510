// The values that a person may mean here, for completions: read from files, in milliseconds. Starts no
// program, asks no network, writes nothing; what can't be read is left out.
#pragma once

#include <vector>

#include "cli/completion/complete.hpp"
#include "model/environment.hpp"

namespace ftenv {

std::vector<Candidate> machine_values(ValueKind kind, const Environment& user);

}  // namespace ftenv

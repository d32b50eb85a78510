// Which cargo and rustc a build in this project would really use.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "engine/run_state.hpp"
#include "engine/services.hpp"

namespace ftenv {

// cargo and rustc from PATH, else from CARGO_HOME/bin; asked in `directory`, because rustup chooses by
// folder. nullopt where one of them is missing or does not answer; `why_not` says so for people.
std::optional<RustToolchain> find_rust(Services& services, const fs::path& directory, std::string& why_not);

// What decides which rustc answers, without asking it: the files' identity, rustup's settings, a
// rust-toolchain file above `directory`. Empty where there is no cargo at all.
std::string rust_identity(const Services& services, const fs::path& directory);

fs::path cargo_home(const Environment& environment);
fs::path rustup_home(const Environment& environment);

}  // namespace ftenv

// The places that builds write to, and what each has to have. Private to the place checks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/doctor/check.hpp"

namespace ftenv {

struct Place {
  enum Kind { target, temporary, cargo, store, builds } kind = target;
  fs::path path;      // may not exist yet
  std::string what;   // for people: "cargo's target directory"
  std::string named;  // the variable or the setting that says so; empty: the default
  std::uintmax_t needed_bytes = 0;
};

// Those of this machine and project. Without a project there is no target directory. `user` decides, as
// for cargo, pip and pyenv by hand.
std::vector<Place> places_of(CheckContext& context);

// CARGO_TARGET_DIR, cargo's configuration, else `target` of the workspace.
Place target_place(CheckContext& context);
Place temporary_place(const Environment& user);

}  // namespace ftenv

// Where the user's home is. Pure.
#pragma once

#include <string>

#include "model/environment.hpp"

namespace ftenv {

// HOME. Where paths begin with a drive it is USERPROFILE, as cargo, rustup and Python have it there: HOME is
// what some shells add, and they may mean another folder. USERPROFILE of a Windows that lends its variables
// to a Linux inside it does not count. Empty where nothing says.
std::string home_of(const Environment& user);
// The same, and "/" where nothing says: an absolute path in any case.
std::string home_or_root(const Environment& user);

}  // namespace ftenv

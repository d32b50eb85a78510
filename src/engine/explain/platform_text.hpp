// Recipes say what to install by purpose, because they are read on every platform: `{install:linker}`,
// `{module_package:_ctypes}`. Here the words of this platform are put in.
#pragma once

#include <string>

#include "engine/services.hpp"
#include "model/finding.hpp"

namespace ftenv {

// `{install:PURPOSE}` becomes the command that installs a purpose's packages, `{module_package:NAME}` the
// package that a module of the standard library needs. What this platform's recipe does not name becomes
// words that are true everywhere.
std::string for_this_platform(const std::string& text, const Services& services);

// The same as something to do: the text says it in words that are true everywhere, and the commands that
// install stand by themselves, where they can be copied.
Fix fix_on_this_platform(const std::string& text, const Services& services);

// The same for a page that is read anywhere: "the packages of a C toolchain".
std::string for_any_platform(const std::string& text);

}  // namespace ftenv

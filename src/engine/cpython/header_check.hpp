// Is the header of a module really there? configure believes pkg-config, which reads a file of its own and
// does not look. Private to the files that build CPython.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/cpython/stages.hpp"
#include "inspect/configure_report.hpp"

namespace ftenv {

// The modules that configure wants to build (`states` says "yes") and whose header, as the recipe names it,
// the compiler can't include with the module's own flags from the Makefile. What the compiler said is
// appended to `log`.
Result<std::vector<MissingModule>> modules_without_header(const BuildContext& context,
                                                          const std::map<std::string, std::string>& states,
                                                          const fs::path& log);

// The words after "MODULE__CTYPES_CFLAGS=" in a Makefile for "_ctypes", without those that make would have
// to expand. Pure.
std::vector<std::string> module_compile_flags(std::string_view makefile, std::string_view module);

}  // namespace ftenv

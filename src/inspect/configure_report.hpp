// Reads the output of CPython's configure. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/recipe/recipe.hpp"

namespace ftenv {

// "checking for stdlib extension module _ctypes... missing" → {"_ctypes", "missing"}; states are
// yes, missing, n/a, disabled.
std::map<std::string, std::string> stdlib_module_states(std::string_view configure_output);

struct MissingModule {
  std::string module;
  std::string state;
  std::string package;  // this platform's package, empty where the recipe knows none
};

// The required modules of the recipe for this version that configure will not build.
std::vector<MissingModule> missing_modules(const std::map<std::string, std::string>& states,
                                           const CpythonRecipe& cpython, const PlatformRecipe& platform,
                                           const Version& version);

}  // namespace ftenv

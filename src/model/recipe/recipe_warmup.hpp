// What configure's questions are asked under, from recipes/configure_warmup.toml.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/toml.hpp"

namespace ftenv {

struct WarmupRecipe {
  std::vector<std::string> systems;   // "linux-glibc": where the answers were compared with configure's own
  std::vector<std::string> defines;   // "_GNU_SOURCE 1": macros that configure has set before it asks
  std::vector<std::string> includes;  // "stdio.h": what autoconf includes by default
  std::vector<std::string> leave;     // cache variables that are left to configure
};

Result<WarmupRecipe> read_warmup_recipe(const Toml& toml, const std::string& file);

// The shipped one.
Result<WarmupRecipe> load_warmup_recipe();

}  // namespace ftenv

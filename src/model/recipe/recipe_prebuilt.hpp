// The table [prebuilt] of recipes/cpython.toml. Private to src/model/.
#pragma once

#include <string>

#include "model/recipe/recipe.hpp"
#include "model/recipe/recipe_table.hpp"

namespace ftenv {

void read_prebuilt(RecipeTable& table, PrebuiltRecipe& recipe);
// The first key that has no value although there are releases, or an empty string.
std::string lacking(const PrebuiltRecipe& recipe);

}  // namespace ftenv

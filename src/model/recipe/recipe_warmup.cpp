#include "model/recipe/recipe_warmup.hpp"

#include "model/recipe/recipe_loader.hpp"
#include "model/recipe/recipe_table.hpp"

namespace ftenv {

Result<WarmupRecipe> read_warmup_recipe(const Toml& toml, const std::string& file) {
  WarmupRecipe recipe;
  std::optional<Error> error;
  RecipeTable table(toml, file, "", error);
  table.texts("systems", recipe.systems);
  table.texts("defines", recipe.defines);
  table.texts("includes", recipe.includes);
  table.texts("leave", recipe.leave);
  table.finish();
  if (error) return fail(std::move(*error));
  return recipe;
}

Result<WarmupRecipe> load_warmup_recipe() {
  constexpr const char* k_file = "configure_warmup.toml";
  FTENV_TRY(const Toml toml, shipped_recipe(k_file));
  return read_warmup_recipe(toml, std::string("recipes/") + k_file);
}

}  // namespace ftenv

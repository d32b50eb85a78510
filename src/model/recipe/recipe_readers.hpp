// One reader per kind of recipe; each is called once per layer. Private to src/model/.
#pragma once

#include <functional>
#include <string>

#include "model/host.hpp"
#include "model/recipe/recipe.hpp"
#include "model/recipe/recipe_table.hpp"

namespace ftenv {

void read_cpython(RecipeTable& table, CpythonRecipe& recipe);
void read_rust(RecipeTable& table, RustRecipe& recipe);
void read_compatibility(RecipeTable& table, CompatibilityRecipe& recipe);
void read_environment(RecipeTable& table, EnvironmentPolicy& policy);
void read_interpreters(RecipeTable& table, InterpretersRecipe& recipe);
// Which of the tables `version.KEY`, `arch.KEY` and `other_manager.KEY` are for this host.
struct PlatformLayers {
  std::function<bool(const std::string&)> version, arch, other_manager;
};
void read_platform(RecipeTable& table, PlatformRecipe& recipe, const PlatformLayers& layers);

// After all layers: the first key that still has no value, or an empty string.
std::string lacking(const CpythonRecipe& recipe);
std::string lacking(const RustRecipe& recipe);
std::string lacking(const CompatibilityRecipe& recipe);
std::string lacking(const EnvironmentPolicy& policy);
std::string lacking(const PlatformRecipe& recipe);
std::string lacking(const InterpretersRecipe& recipe);

}  // namespace ftenv

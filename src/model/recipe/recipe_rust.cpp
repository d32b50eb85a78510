#include <algorithm>

#include "model/recipe/recipe_readers.hpp"

namespace ftenv {

void read_rust(RecipeTable& table, RustRecipe& recipe) {
  table.text("rustup_version", recipe.rustup_version);
  table.text("url", recipe.rustup_url);
  table.text("default_server", recipe.default_server);
  table.text("toolchain", recipe.toolchain);
  table.table("targets", [&](RecipeTable& all) {
    // Digests belong to one version of rustup-init: a layer that brings its own starts afresh.
    if (table.has("rustup_version")) recipe.targets.clear();
    for (const std::string& triple : all.keys()) {
      RustupTarget target{triple, {}};
      all.digest(triple, target.sha256);
      const auto same = std::find_if(recipe.targets.begin(), recipe.targets.end(),
                                     [&](const RustupTarget& known) { return known.triple == triple; });
      if (same == recipe.targets.end()) {
        recipe.targets.push_back(target);
      } else {
        *same = target;
      }
    }
  });
}

std::string lacking(const RustRecipe& recipe) {
  if (recipe.rustup_version.empty()) return "rustup_version";
  if (recipe.rustup_url.empty()) return "url";
  if (recipe.default_server.empty()) return "default_server";
  if (recipe.targets.empty()) return "targets";
  return recipe.toolchain.empty() ? "toolchain" : "";
}

}  // namespace ftenv

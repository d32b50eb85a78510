#include "model/recipe/recipe_prebuilt.hpp"

#include <algorithm>

namespace ftenv {
namespace {

void read_texts_by_key(RecipeTable& table, const std::string& key,
                       std::map<std::string, std::string>& texts) {
  table.table(key, [&](RecipeTable& all) {
    for (const std::string& name : all.keys()) all.text(name, texts[name]);
  });
}

void read_release(RecipeTable& table, const std::string& key, std::vector<PrebuiltRelease>& releases) {
  const std::optional<Version> version = Version::parse(key);
  if (!version || version->text() != key) {
    return table.complain(key, "must be a full version such as \"1.2.3\"");
  }
  auto release = std::find_if(releases.begin(), releases.end(),
                              [&](const PrebuiltRelease& known) { return known.version == *version; });
  if (release == releases.end()) {
    releases.push_back({*version, {}, {}, {}});
    release = releases.end() - 1;
  }
  table.table(key, [&](RecipeTable& one) {
    one.text("tag", release->tag);
    one.text("path", release->path);
    if (release->tag.empty()) one.complain("tag", "must name the release");
    one.table("sha256", [&](RecipeTable& digests) {
      for (const std::string& target : digests.keys()) digests.digest(target, release->sha256[target]);
    });
  });
}

}  // namespace

void read_prebuilt(RecipeTable& table, PrebuiltRecipe& recipe) {
  table.text("name", recipe.name);
  table.texts("roots", recipe.roots);
  table.text("path", recipe.path);
  table.texts("mirror_variables", recipe.mirror_variables);
  table.text("glibc", recipe.glibc);
  table.text("prefix", recipe.prefix);
  table.texts("foreign_flags", recipe.foreign_flags);
  read_texts_by_key(table, "targets", recipe.targets);
  read_texts_by_key(table, "programs", recipe.programs);
  table.table("releases", [&](RecipeTable& all) {
    for (const std::string& version : all.keys()) read_release(all, version, recipe.releases);
  });
  std::sort(recipe.releases.begin(), recipe.releases.end(),
            [](const PrebuiltRelease& a, const PrebuiltRelease& b) { return b.version < a.version; });
}

std::string lacking(const PrebuiltRecipe& recipe) {
  if (recipe.releases.empty()) return "";
  if (recipe.name.empty()) return "name";
  if (recipe.roots.empty()) return "roots";
  if (recipe.path.empty()) return "path";
  if (recipe.targets.empty()) return "targets";
  return recipe.prefix.empty() ? "prefix" : "";
}

}  // namespace ftenv

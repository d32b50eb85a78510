#include <algorithm>

#include "base/text.hpp"
#include "model/recipe/recipe_readers.hpp"

namespace ftenv {
namespace {

// "/opt/…", "~/…", "{PYENV_ROOT}/…": a value with a '*' in it is then never read as a pattern.
bool is_pattern(std::string_view text) {
  if (starts_with(text, "/") || starts_with(text, "~/")) return true;
  const std::size_t close = text.find("}/");
  return starts_with(text, "{") && close != std::string_view::npos && close > 1 &&
         !contains(text.substr(close + 1), "{");
}

void read_origin(RecipeTable& table, InterpreterOrigin& origin) {
  table.text("name", origin.name);
  table.texts("systems", origin.systems);
  table.texts("variables", origin.variables);
  table.texts("patterns", origin.patterns);
  if (origin.name.empty()) table.complain("name", "must be what people call it");
  for (const std::string& pattern : origin.patterns) {
    if (!is_pattern(pattern)) {
      table.complain("patterns",
                     "has `" + pattern + "`, which begins with none of `/`, `~/` and `{VARIABLE}/`");
    }
  }
}

void read_path(RecipeTable& table, InterpretersRecipe& recipe) {
  table.text("origin", recipe.path_origin);
  table.texts("programs", recipe.programs);
  table.texts("not_programs", recipe.not_programs);
  table.table("not_started", [&](RecipeTable& folders) {
    for (const std::string& folder : folders.keys()) {
      auto known = std::find_if(recipe.not_started.begin(), recipe.not_started.end(),
                                [&](const NotStarted& one) { return one.folder == folder; });
      if (known == recipe.not_started.end()) {
        known = recipe.not_started.insert(known, NotStarted{folder, {}});
      }
      folders.text(folder, known->because);
    }
  });
}

}  // namespace

void read_interpreters(RecipeTable& table, InterpretersRecipe& recipe) {
  table.table("path", [&](RecipeTable& path) { read_path(path, recipe); });
  table.table("origins", [&](RecipeTable& origins) {
    for (const std::string& id : origins.keys()) {
      auto known = std::find_if(recipe.origins.begin(), recipe.origins.end(),
                                [&](const InterpreterOrigin& one) { return one.id == id; });
      if (known == recipe.origins.end()) {
        known = recipe.origins.insert(known, InterpreterOrigin{});
        known->id = id;
      }
      origins.table(id, [&](RecipeTable& origin) { read_origin(origin, *known); });
    }
  });
}

std::string lacking(const InterpretersRecipe& recipe) {
  if (recipe.path_origin.empty()) return "path.origin";
  if (recipe.programs.empty()) return "path.programs";
  return recipe.origins.empty() ? "origins" : "";
}

}  // namespace ftenv

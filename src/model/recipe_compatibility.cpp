#include "model/recipe_readers.hpp"

namespace ftenv {
namespace {

Pyo3Range read_range(RecipeTable& table) {
  Pyo3Range range;
  table.version("from", range.from);
  table.version("until", range.until);
  table.version("python_min", range.python_min);
  table.version("python_max_series", range.python_max_series);
  table.version("rust_version", range.rust_version);
  table.flag("gil_used_default", range.gil_used_default);
  table.text("note", range.note);
  for (const char* key : {"from", "python_min", "python_max_series", "rust_version"}) {
    if (!table.has(key)) table.complain(key, "is missing");
  }
  return range;
}

}  // namespace

void read_compatibility(RecipeTable& table, CompatibilityRecipe& recipe) {
  table.table("python", [&](RecipeTable& python) {
    python.version("first_free_threaded", recipe.first_free_threaded);
  });
  table.table("maturin", [&](RecipeTable& maturin) {
    std::string min = recipe.maturin_min.text();
    std::string below = recipe.maturin_below.text();
    maturin.version("min", recipe.maturin_min);
    maturin.version("below", recipe.maturin_below);
    maturin.text("min", min);
    maturin.text("below", below);
    recipe.maturin_requirement = ">=" + min + ",<" + below;
  });
  std::vector<Pyo3Range> ranges;
  table.tables("pyo3", [&](RecipeTable& row) {
    const Pyo3Range range = read_range(row);
    if (!ranges.empty() && ranges.back().until != range.from) {
      row.complain("from", "must be where the row before ends");
    }
    ranges.push_back(range);
  });
  if (!ranges.empty()) recipe.pyo3 = std::move(ranges);
}

std::string lacking(const CompatibilityRecipe& recipe) {
  if (recipe.first_free_threaded == Version{}) return "python.first_free_threaded";
  if (recipe.maturin_requirement.empty()) return "maturin";
  return recipe.pyo3.empty() ? "pyo3" : "";
}

}  // namespace ftenv

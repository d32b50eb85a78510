#include "model/recipe/recipe_readers.hpp"

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

void read_changes(RecipeTable& table, Pyo3Changes& changes) {
  table.version("abi3_compiles", changes.abi3_compiles);
  table.version("abi3_is_ignored", changes.abi3_is_ignored);
  table.version("abi3t_falls_back", changes.abi3t_falls_back);
  table.version("extension_module", changes.extension_module);
  table.version("gil_protected_off", changes.gil_protected_off);
  table.version("gil_protected_gone", changes.gil_protected_gone);
  table.version("gil_once_cell_deprecated", changes.gil_once_cell_deprecated);
  table.version("gil_once_cell_gone", changes.gil_once_cell_gone);
  table.version("test_run_path", changes.test_run_path);
  table.version("watches_environment", changes.watches_environment);
}

void read_versions(RecipeTable& table, std::map<std::string, Version>& versions) {
  for (const std::string& key : table.keys()) table.version(key, versions[key]);
}

DependencyFact read_dependency(RecipeTable& table) {
  DependencyFact fact;
  table.text("name", fact.name);
  table.version("below", fact.below);
  table.text("finding", fact.finding);
  table.text("why", fact.why);
  for (const char* key : {"name", "below", "finding", "why"}) {
    if (!table.has(key)) table.complain(key, "is missing");
  }
  return fact;
}

}  // namespace

void read_compatibility(RecipeTable& table, CompatibilityRecipe& recipe) {
  table.table("python", [&](RecipeTable& python) {
    python.version("first_free_threaded", recipe.first_free_threaded);
    python.version("abi3t", recipe.abi3t);
    python.version("gcc_min", recipe.gcc_min);
  });
  table.table("wheels",
              [&](RecipeTable& wheels) { wheels.texts("linux_libraries", recipe.linux_libraries); });
  table.table("maturin", [&](RecipeTable& maturin) {
    std::string min = recipe.maturin_min.text();
    std::string below = recipe.maturin_below.text();
    maturin.version("min", recipe.maturin_min);
    maturin.version("below", recipe.maturin_below);
    maturin.text("min", min);
    maturin.text("below", below);
    maturin.version("extension_module", recipe.maturin_changes.extension_module);
    maturin.version("free_threaded_names", recipe.maturin_changes.free_threaded_names);
    maturin.version("signature_of_abi", recipe.maturin_changes.signature_of_abi);
    maturin.version("free_threaded", recipe.maturin_changes.free_threaded);
    maturin.version("windows_free_threaded", recipe.maturin_changes.windows_free_threaded);
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
  table.table("pyo3_changes", [&](RecipeTable& changes) { read_changes(changes, recipe.pyo3_changes); });
  table.table("cargo", [&](RecipeTable& cargo) {
    cargo.text("registry", recipe.cargo_registry);
    cargo.table("editions", [&](RecipeTable& editions) { read_versions(editions, recipe.editions); });
    cargo.table("locks", [&](RecipeTable& locks) { read_versions(locks, recipe.locks); });
  });
  std::vector<DependencyFact> dependencies;
  table.tables("dependency", [&](RecipeTable& row) { dependencies.push_back(read_dependency(row)); });
  if (!dependencies.empty()) recipe.dependencies = std::move(dependencies);
}

std::string lacking(const CompatibilityRecipe& recipe) {
  if (recipe.first_free_threaded == Version{}) return "python.first_free_threaded";
  if (recipe.abi3t == Version{}) return "python.abi3t";
  if (recipe.maturin_requirement.empty()) return "maturin";
  return recipe.pyo3.empty() ? "pyo3" : "";
}

}  // namespace ftenv

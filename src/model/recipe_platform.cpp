#include "base/text.hpp"
#include "model/recipe_readers.hpp"

namespace ftenv {
namespace {

void read_source_archive(RecipeTable& table, SourceArchiveRecipe& archive) {
  table.text("package", archive.package);
  table.texts("suites", archive.suites);
  table.text("component", archive.component);
  table.text("keyring", archive.keyring);
  table.text("keyring_package", archive.keyring_package);
  table.text("origin", archive.origin);
}

void read_repository(RecipeTable& table, const std::string& name, RepositoryRecipe& repository) {
  if (repository.id.empty()) repository.id = name;
  table.text("id", repository.id);
  table.texts("packages", repository.packages);
  table.texts("command", repository.command);
  table.texts("serves", repository.serves);
}

void read_layer(RecipeTable& table, PlatformRecipe& recipe) {
  table.text("name", recipe.name);
  table.texts("releases", recipe.releases);
  table.text("package_manager", recipe.package_manager);
  table.texts("configure", recipe.configure);
  table.table("packages", [&](RecipeTable& packages) {
    for (const std::string& purpose : packages.keys()) packages.texts(purpose, recipe.packages[purpose]);
  });
  table.table("repositories", [&](RecipeTable& all) {
    for (const std::string& name : all.keys())
      all.table(name, [&](RecipeTable& one) { read_repository(one, name, recipe.repositories[name]); });
  });
  table.table("module_packages", [&](RecipeTable& modules) {
    for (const std::string& module : modules.keys()) modules.text(module, recipe.module_packages[module]);
  });
  table.table("system_python", [&](RecipeTable& all) {
    for (const std::string& series : all.keys()) {
      all.table(series, [&](RecipeTable& one) {
        one.texts("packages", recipe.system_python[series].packages);
        one.text("executable", recipe.system_python[series].executable);
      });
    }
  });
  table.table("source_archive",
              [&](RecipeTable& archive) { read_source_archive(archive, recipe.source_archive); });
}

}  // namespace

void read_platform(RecipeTable& table, PlatformRecipe& recipe,
                   const std::function<bool(const std::string&)>& matches) {
  std::string family;
  table.text("id", recipe.id);
  table.text("family", family);  // followed by the loader
  read_layer(table, recipe);
  table.table("version", [&](RecipeTable& versions) {
    for (const std::string& key : versions.keys()) {
      // Tables for other versions are read as well, so that a mistake in one is found everywhere.
      PlatformRecipe other;
      versions.table(key, [&](RecipeTable& layer) { read_layer(layer, matches(key) ? recipe : other); });
    }
  });
}

std::string lacking(const PlatformRecipe& recipe) {
  if (recipe.id.empty()) return "id";
  if (recipe.name.empty()) return "name";
  if (recipe.package_manager.empty()) return "package_manager";
  for (const char* purpose : {"build", "linker", "rust"}) {
    if (recipe.packages.count(purpose) == 0) return std::string("packages.") + purpose;
  }
  const SourceArchiveRecipe& archive = recipe.source_archive;
  if (archive.package.empty()) return "";
  if (archive.suites.empty()) return "source_archive.suites";
  if (archive.component.empty()) return "source_archive.component";
  return archive.keyring.empty() ? "source_archive.keyring" : "";
}

std::vector<RepositoryRecipe> repositories_for(const PlatformRecipe& platform, const std::string& arch) {
  std::vector<RepositoryRecipe> repositories;
  for (const auto& [name, recipe] : platform.repositories) {
    if (recipe.packages.empty() && recipe.command.empty()) continue;
    RepositoryRecipe repository = recipe;
    repository.id = replace_all(repository.id, "{arch}", arch);
    for (std::string& word : repository.command) word = replace_all(word, "{arch}", arch);
    repositories.push_back(std::move(repository));
  }
  return repositories;
}

}  // namespace ftenv

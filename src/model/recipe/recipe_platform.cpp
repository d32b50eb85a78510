#include "base/text.hpp"
#include "model/recipe/recipe_readers.hpp"

#include <algorithm>

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

void read_build(RecipeTable& table, PlatformBuild& build) {
  table.text("impossible", build.impossible);
  table.texts("compile_flags", build.compile_flags);
  table.texts("link_flags", build.link_flags);
  table.texts("absent", build.absent);
  const auto replacement = [&](const char* key, std::optional<std::vector<std::string>>& out) {
    if (table.has(key)) table.texts(key, out.emplace());
  };
  replacement("optimized", build.optimized);
  replacement("make", build.make);
  table.table("environment", [&](RecipeTable& all) {
    for (const std::string& name : all.keys()) all.text(name, build.environment[name]);
  });
}

void read_tools(RecipeTable& table, std::vector<SystemTool>& tools) {
  for (const std::string& id : table.keys()) {
    auto tool = std::find_if(tools.begin(), tools.end(), [&](const SystemTool& one) { return one.id == id; });
    if (tool == tools.end()) tool = tools.insert(tools.end(), SystemTool{id, {}, {}, {}, {}, {}});
    table.table(id, [&](RecipeTable& one) {
      one.text("name", tool->name);
      one.texts("purposes", tool->purposes);
      one.texts("probe", tool->probe);
      one.texts("install", tool->install);
      one.text("note", tool->note);
    });
  }
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
        one.text("program", recipe.system_python[series].program);
        one.texts("install", recipe.system_python[series].install);
        one.text("executable", recipe.system_python[series].executable);
      });
    }
  });
  table.table("build", [&](RecipeTable& build) { read_build(build, recipe.build); });
  table.table("tools", [&](RecipeTable& tools) { read_tools(tools, recipe.tools); });
  table.table("source_archive",
              [&](RecipeTable& archive) { read_source_archive(archive, recipe.source_archive); });
}

}  // namespace

void read_platform(RecipeTable& table, PlatformRecipe& recipe, const PlatformLayers& layers) {
  std::string family;
  bool family_versions = false;
  table.text("id", recipe.id);
  table.text("family", family);  // both are followed by the loader
  table.flag("family_versions", family_versions);
  read_layer(table, recipe);
  const auto read_those = [&](const char* name, const std::function<bool(const std::string&)>& matches) {
    table.table(name, [&](RecipeTable& all) {
      for (const std::string& key : all.keys()) {
        // Tables for others are read as well, so that a mistake in one is found everywhere.
        PlatformRecipe other;
        all.table(key, [&](RecipeTable& layer) { read_layer(layer, matches(key) ? recipe : other); });
      }
    });
  };
  read_those("version", layers.version);
  read_those("arch", layers.arch);
  read_those("other_manager", layers.other_manager);
}

std::string lacking(const PlatformRecipe& recipe) {
  if (recipe.id.empty()) return "id";
  if (recipe.name.empty()) return "name";
  if (recipe.package_manager.empty()) return "package_manager";
  for (const char* purpose : {"build", "linker", "rust"}) {
    if (recipe.packages.count(purpose) == 0) return std::string("packages.") + purpose;
  }
  for (const SystemTool& tool : recipe.tools) {
    if (tool.name.empty()) return "tools." + tool.id + ".name";
    if (tool.purposes.empty()) return "tools." + tool.id + ".purposes";
    if (tool.probe.empty()) return "tools." + tool.id + ".probe";
    if (tool.install.empty()) return "tools." + tool.id + ".install";
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

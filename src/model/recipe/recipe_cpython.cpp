#include <algorithm>

#include "model/recipe/recipe_prebuilt.hpp"
#include "model/recipe/recipe_readers.hpp"

namespace ftenv {
namespace {

void read_source(RecipeTable& table, const std::string& key, std::vector<PinnedSource>& sources) {
  std::string sha256;
  table.digest(key, sha256);
  const std::optional<Version> version = Version::parse(key);
  if (!version || version->text() != key)
    return table.complain(key, "must be a full version such as \"1.2.3\"");
  const auto same = std::find_if(sources.begin(), sources.end(),
                                 [&](const PinnedSource& source) { return source.version == *version; });
  if (same == sources.end()) {
    sources.push_back({*version, sha256});
  } else {
    same->sha256 = sha256;
  }
}

void read_module(RecipeTable& table, const std::string& name, std::vector<StdlibModule>& modules) {
  auto module = std::find_if(modules.begin(), modules.end(),
                             [&](const StdlibModule& known) { return known.configure_name == name; });
  if (module == modules.end()) {
    modules.push_back({});
    module = modules.end() - 1;
    module->configure_name = name;
  }
  Version since;
  table.texts("imports", module->imports);
  table.text("header", module->header);
  table.version("since", since);
  table.flag("required", module->required);
  if (table.has("since")) module->since = since.series();
  if (module->imports.empty()) table.complain("imports", "must name what a program imports");
}

}  // namespace

void read_cpython(RecipeTable& table, CpythonRecipe& recipe) {
  table.text("default", recipe.default_wishes);
  table.text("url", recipe.url);
  table.texts("configure", recipe.configure);
  table.texts("configure_optimized", recipe.configure_optimized);
  table.texts("compile_flags", recipe.compile_flags);
  table.texts("link_flags", recipe.link_flags);
  table.texts("make", recipe.make);
  table.texts("make_install", recipe.make_install);
  table.bytes("build_bytes", recipe.build_bytes);
  table.bytes("install_bytes", recipe.install_bytes);
  table.texts("essential", recipe.essential);
  table.texts("always", recipe.always);
  table.table("series", [&](RecipeTable& all) {
    for (const std::string& series : all.keys()) {
      all.table(series, [&](RecipeTable& one) { one.texts("configure", recipe.series_configure[series]); });
    }
  });
  table.table("modules", [&](RecipeTable& all) {
    for (const std::string& name : all.keys()) {
      all.table(name, [&](RecipeTable& one) { read_module(one, name, recipe.modules); });
    }
  });
  table.table("prebuilt", [&](RecipeTable& prebuilt) { read_prebuilt(prebuilt, recipe.prebuilt); });
  table.table("sources", [&](RecipeTable& all) {
    for (const std::string& key : all.keys()) read_source(all, key, recipe.sources);
  });
  std::sort(recipe.sources.begin(), recipe.sources.end(),
            [](const PinnedSource& a, const PinnedSource& b) { return b.version < a.version; });
}

std::string lacking(const CpythonRecipe& recipe) {
  if (recipe.default_wishes.empty()) return "default";
  if (recipe.url.empty()) return "url";
  if (recipe.sources.empty()) return "sources";
  if (recipe.configure.empty()) return "configure";
  if (recipe.modules.empty()) return "modules";
  if (const std::string key = lacking(recipe.prebuilt); !key.empty()) return "prebuilt." + key;
  if (recipe.build_bytes == 0) return "build_bytes";
  return recipe.install_bytes == 0 ? "install_bytes" : "";
}

}  // namespace ftenv

#include "model/recipe_loader.hpp"

#include <algorithm>
#include <list>

#include "base/files.hpp"
#include "base/text.hpp"
#include "model/recipe_readers.hpp"

namespace ftenv {
namespace {

constexpr std::string_view k_platforms = "platforms/";

struct Layer {
  std::string file;
  Toml table;
};

std::string shown(std::string_view name) {
  return "recipes/" + std::string(name);
}

std::string platform_file(std::string_view id) {
  return std::string(k_platforms) + std::string(id) + ".toml";
}

const EmbeddedFile* find_file(const std::vector<EmbeddedFile>& files, std::string_view name) {
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const EmbeddedFile& file) { return file.name == name; });
  return found == files.end() ? nullptr : &*found;
}

Result<Layer> parse_file(const std::vector<EmbeddedFile>& files, std::string_view name) {
  const EmbeddedFile* file = find_file(files, name);
  if (!file) return fail(ErrorCode::recipe, "there is no recipe `" + shown(name) + "`");
  FTENV_TRY(Toml table, Toml::parse(file->content, shown(name)));
  return Layer{shown(name), std::move(table)};
}

Failure unsupported_host(const std::vector<EmbeddedFile>& files, const Host& host) {
  std::vector<std::string> known;
  for (const EmbeddedFile& file : files) {
    if (!starts_with(file.name, k_platforms)) continue;
    const Result<Toml> table = Toml::parse(file.content, shown(file.name));
    if (!table) continue;
    known.push_back((*table)["name"].string_or("") + " " + join((*table)["releases"].strings(), ", "));
  }
  const std::string who = !host.pretty_name.empty() ? host.pretty_name
                          : !host.distro.empty()    ? host.distro
                                                    : host.os;
  return fail(ErrorCode::unsupported, "`" + who + "` has no recipe", {"supported: " + join(known, "; ")});
}

// The platform's own file last, before it those of its families.
Result<std::list<Layer>> platform_layers(const std::vector<EmbeddedFile>& files, const Host& host) {
  std::vector<std::string> candidates{host.distro};
  candidates.insert(candidates.end(), host.distro_like.begin(), host.distro_like.end());
  candidates.push_back(host.os);
  const auto id = std::find_if(candidates.begin(), candidates.end(), [&](const std::string& candidate) {
    return find_file(files, platform_file(candidate)) != nullptr;
  });
  if (id == candidates.end()) return unsupported_host(files, host);

  std::list<Layer> layers;
  std::vector<std::string> seen;
  for (std::string next = *id; !next.empty();) {
    if (std::find(seen.begin(), seen.end(), next) != seen.end()) {
      return fail(ErrorCode::recipe, "`" + shown(platform_file(next)) + "` is its own family");
    }
    seen.push_back(next);
    FTENV_TRY(Layer layer, parse_file(files, platform_file(next)));
    next = layer.table["family"].string_or("");
    layers.push_front(std::move(layer));
  }
  return layers;
}

template <class Read>
Status read_layer(const Toml& table, const std::string& file, const std::string& path, const Read& read) {
  std::optional<Error> error;
  RecipeTable reader(table, file, path, error);
  read(reader);
  reader.finish();
  if (error) return fail(std::move(*error));
  return {};
}

template <class Recipe>
Status check_complete(const Recipe& recipe, std::string_view name) {
  const std::string key = lacking(recipe);
  if (key.empty()) return {};
  return fail(ErrorCode::recipe, shown(name) + ": the key `" + key + "` is missing");
}

// A version table is for hosts of the file's own distribution, by VERSION_ID ("9.6", or "9" for all of
// them) or the code name.
bool is_version(const Host& host, const std::string& key) {
  const std::string& version = host.distro_version;
  return key == version || key == host.codename || key == version.substr(0, version.find('.'));
}

PlatformLayers layers_for(const Host& host, bool own_versions, const std::string& manager,
                          const HasProgram& has_program) {
  PlatformLayers layers;
  layers.version = [&host, own_versions](const std::string& key) {
    return own_versions && is_version(host, key);
  };
  layers.arch = [&host](const std::string& key) { return key == host.arch; };
  layers.other_manager = [manager, has_program](const std::string& key) {
    return has_program && !has_program(manager) && has_program(key);
  };
  return layers;
}

void adapt(CpythonRecipe& cpython, const PlatformBuild& here) {
  const auto append = [](std::vector<std::string>& to, const std::vector<std::string>& more) {
    to.insert(to.end(), more.begin(), more.end());
  };
  append(cpython.compile_flags, here.compile_flags);
  append(cpython.link_flags, here.link_flags);
  if (here.optimized) cpython.configure_optimized = *here.optimized;
  if (here.make) cpython.make = *here.make;
  cpython.environment = here.environment;
  cpython.impossible = here.impossible;
  for (StdlibModule& module : cpython.modules) {
    if (std::count(here.absent.begin(), here.absent.end(), module.configure_name) > 0)
      module.required = false;
  }
}

Status apply_overlay(const Layer& overlay, const Host& host, const HasProgram& has_program,
                     Recipes& recipes) {
  return read_layer(overlay.table, overlay.file, {}, [&](RecipeTable& root) {
    root.table("cpython", [&](RecipeTable& table) { read_cpython(table, recipes.cpython); });
    root.table("rust", [&](RecipeTable& table) { read_rust(table, recipes.rust); });
    root.table("compatibility",
               [&](RecipeTable& table) { read_compatibility(table, recipes.compatibility); });
    root.table("environment", [&](RecipeTable& table) { read_environment(table, recipes.environment); });
    root.table("interpreters", [&](RecipeTable& table) { read_interpreters(table, recipes.interpreters); });
    root.table("platform", [&](RecipeTable& table) {
      const PlatformRecipe& platform = recipes.platform;
      read_platform(table, recipes.platform,
                    layers_for(host, host.distro == platform.id, platform.package_manager, has_program));
    });
  });
}

}  // namespace

Result<Recipes> load_recipes_from(const std::vector<EmbeddedFile>& files, const Host& host,
                                  const std::vector<fs::path>& overlays, const HasProgram& has_program) {
  Recipes recipes;
  // First of all, because a host without a recipe needs to hear of nothing else.
  FTENV_TRY(const std::list<Layer> platforms, platform_layers(files, host));
  std::vector<bool> own_versions;
  bool own = platforms.back().table["id"].string_or("") == host.distro;
  for (auto layer = platforms.rbegin(); layer != platforms.rend(); ++layer) {
    own_versions.insert(own_versions.begin(), own);
    own = own && layer->table["family_versions"].bool_or(false);
  }
  std::size_t index = 0;
  for (const Layer& layer : platforms) {
    const std::string manager = layer.table["package_manager"].string_or(recipes.platform.package_manager);
    FTENV_CHECK(read_layer(layer.table, layer.file, {}, [&](RecipeTable& table) {
      read_platform(table, recipes.platform, layers_for(host, own_versions[index], manager, has_program));
    }));
    ++index;
  }
  const auto load = [&](const char* name, const auto& read) -> Status {
    FTENV_TRY(const Layer layer, parse_file(files, name));
    return read_layer(layer.table, layer.file, {}, read);
  };
  FTENV_CHECK(load("cpython.toml", [&](RecipeTable& table) { read_cpython(table, recipes.cpython); }));
  FTENV_CHECK(load("rust.toml", [&](RecipeTable& table) { read_rust(table, recipes.rust); }));
  FTENV_CHECK(load("compatibility.toml",
                   [&](RecipeTable& table) { read_compatibility(table, recipes.compatibility); }));
  FTENV_CHECK(
      load("environment.toml", [&](RecipeTable& table) { read_environment(table, recipes.environment); }));
  FTENV_CHECK(
      load("interpreters.toml", [&](RecipeTable& table) { read_interpreters(table, recipes.interpreters); }));

  for (const fs::path& path : overlays) {
    FTENV_TRY(const std::string text, read_text(path));
    FTENV_TRY(Toml table, Toml::parse(text, path.string()));
    FTENV_CHECK(apply_overlay(Layer{path.string(), std::move(table)}, host, has_program, recipes));
  }
  adapt(recipes.cpython, recipes.platform.build);
  FTENV_CHECK(check_complete(recipes.platform, platform_file(recipes.platform.id)));
  FTENV_CHECK(check_complete(recipes.cpython, "cpython.toml"));
  FTENV_CHECK(check_complete(recipes.rust, "rust.toml"));
  FTENV_CHECK(check_complete(recipes.compatibility, "compatibility.toml"));
  FTENV_CHECK(check_complete(recipes.environment, "environment.toml"));
  FTENV_CHECK(check_complete(recipes.interpreters, "interpreters.toml"));
  return recipes;
}

Result<Recipes> load_recipes(const Host& host, const std::vector<fs::path>& overlays,
                             const HasProgram& has_program) {
  return load_recipes_from(embedded_recipes(), host, overlays, has_program);
}

Result<Toml> shipped_recipe(std::string_view name) {
  FTENV_TRY(Layer layer, parse_file(embedded_recipes(), name));
  return std::move(layer.table);
}

}  // namespace ftenv

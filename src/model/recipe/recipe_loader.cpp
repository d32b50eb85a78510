#include "model/recipe/recipe_loader.hpp"

#include <algorithm>
#include <list>

#include "base/text.hpp"
#include "model/recipe/overlay_rules.hpp"
#include "model/recipe/recipe_readers.hpp"

namespace ftenv {
namespace {

constexpr std::string_view k_platforms = "platforms/";

struct Layer {
  std::string file;
  Toml table;
  bool own_versions = false;        // of a platform: its version tables are for this host
  const OverlayFile* overlay = {};  // where it comes from; nullptr: compiled in
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

// The compiled file and those of overlays that lie on it, in the order in which they count.
Result<std::list<Layer>> layers_of(const std::vector<EmbeddedFile>& files, const Overlays& overlays,
                                   std::string_view name) {
  std::list<Layer> layers;
  if (find_file(files, name)) {
    FTENV_TRY(Layer compiled, parse_file(files, name));
    layers.push_back(std::move(compiled));
  }
  for (const Overlay& overlay : overlays) {
    const OverlayFile* file = overlay.find(name);
    if (!file) continue;
    FTENV_TRY(Toml table, parse_overlay(*file));
    layers.push_back(Layer{file->path, std::move(table), false, file});
  }
  if (layers.empty()) return fail(ErrorCode::recipe, "there is no recipe `" + shown(name) + "`");
  return layers;
}

Failure unsupported_host(const std::vector<EmbeddedFile>& files, const Overlays& overlays, const Host& host) {
  std::vector<std::string> known;
  for (const Overlay& overlay : overlays) {
    for (const OverlayFile& file : overlay.files) {
      const Result<Toml> table = Toml::parse(file.content, file.path);
      if (starts_with(file.name, k_platforms) && table && (*table)["name"].exists())
        known.push_back((*table)["name"].string_or("") + " " + join((*table)["releases"].strings(), ", "));
    }
  }
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

bool has_platform(const std::vector<EmbeddedFile>& files, const Overlays& overlays, const std::string& id) {
  const std::string name = platform_file(id);
  return find_file(files, name) != nullptr ||
         std::any_of(overlays.begin(), overlays.end(),
                     [&](const Overlay& overlay) { return overlay.find(name) != nullptr; });
}

// The platform's own file last, before it those of its families.
Result<std::list<Layer>> platform_layers(const std::vector<EmbeddedFile>& files, const Overlays& overlays,
                                         const Host& host) {
  std::vector<std::string> candidates{host.distro};
  candidates.insert(candidates.end(), host.distro_like.begin(), host.distro_like.end());
  candidates.push_back(host.os);
  const auto id = std::find_if(candidates.begin(), candidates.end(), [&](const std::string& candidate) {
    return has_platform(files, overlays, candidate);
  });
  if (id == candidates.end()) return unsupported_host(files, overlays, host);

  std::list<Layer> layers;
  std::vector<std::string> seen;
  bool own_versions = *id == host.distro;
  for (std::string next = *id; !next.empty();) {
    if (std::find(seen.begin(), seen.end(), next) != seen.end()) {
      return fail(ErrorCode::recipe, "`" + shown(platform_file(next)) + "` is its own family");
    }
    seen.push_back(next);
    FTENV_TRY(std::list<Layer> here, layers_of(files, overlays, platform_file(next)));
    next.clear();
    bool family_versions = false;
    for (Layer& layer : here) {
      layer.own_versions = own_versions;
      next = layer.table["family"].string_or(next);
      family_versions = layer.table["family_versions"].bool_or(family_versions);
    }
    own_versions = own_versions && family_versions;
    layers.splice(layers.begin(), here);
  }
  return layers;
}

template <class Read>
Status read_layer(const Layer& layer, const Read& read) {
  std::optional<Error> error;
  RecipeTable reader(layer.table, layer.file, {}, error);
  read(reader);
  reader.finish();
  if (!error) return {};
  // What a person has written is theirs to put right, as on the command line.
  if (layer.overlay) error->code = ErrorCode::usage;
  return fail(std::move(*error));
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

// A platform's file is read also where it is for other machines, so that a mistake is found everywhere.
Status check_other_platforms(const Overlays& overlays) {
  for (const Overlay& overlay : overlays) {
    for (const OverlayFile& file : overlay.files) {
      FTENV_TRY(Toml table, parse_overlay(file));
      if (!starts_with(file.name, k_platforms)) continue;
      PlatformRecipe nobody;
      const auto never = [](const std::string&) { return false; };
      FTENV_CHECK(read_layer(Layer{file.path, std::move(table), false, &file}, [&](RecipeTable& root) {
        read_platform(root, nobody, PlatformLayers{never, never, never});
      }));
    }
  }
  return {};
}

}  // namespace

Result<Recipes> load_recipes_from(const std::vector<EmbeddedFile>& files, const Host& host,
                                  const Overlays& overlays, const HasProgram& has_program) {
  Recipes recipes;
  FTENV_CHECK(check_other_platforms(overlays));
  // First of all, because a host without a recipe needs to hear of nothing else.
  FTENV_TRY(const std::list<Layer> platforms, platform_layers(files, overlays, host));
  for (const Layer& layer : platforms) {
    const std::string manager = layer.table["package_manager"].string_or(recipes.platform.package_manager);
    FTENV_CHECK(read_layer(layer, [&](RecipeTable& table) {
      read_platform(table, recipes.platform, layers_for(host, layer.own_versions, manager, has_program));
    }));
  }
  const auto load = [&](const char* name, const auto& check, const auto& read) -> Status {
    FTENV_TRY(const std::list<Layer> layers, layers_of(files, overlays, name));
    // What is compiled in comes first, so that an overlay is compared with that and not with another one.
    for (const Layer& layer : layers) {
      if (!layer.overlay) FTENV_CHECK(read_layer(layer, read));
    }
    for (const Layer& layer : layers) {
      if (layer.overlay) FTENV_CHECK(check(*layer.overlay, layer.table));
    }
    for (const Layer& layer : layers) {
      if (layer.overlay) FTENV_CHECK(read_layer(layer, read));
    }
    return {};
  };
  const auto anything = [](const OverlayFile&, const Toml&) { return Status{}; };
  FTENV_CHECK(load(
      "cpython.toml",
      [&](const OverlayFile& file, const Toml& table) {
        return check_new_digests(file, table, recipes.cpython);
      },
      [&](RecipeTable& table) { read_cpython(table, recipes.cpython); }));
  FTENV_CHECK(load("rust.toml", anything, [&](RecipeTable& table) { read_rust(table, recipes.rust); }));
  FTENV_CHECK(load("compatibility.toml", anything,
                   [&](RecipeTable& table) { read_compatibility(table, recipes.compatibility); }));
  FTENV_CHECK(load(
      "environment.toml",
      [&](const OverlayFile& file, const Toml& table) {
        return check_new_variables(file, table, recipes.environment);
      },
      [&](RecipeTable& table) { read_environment(table, recipes.environment); }));
  FTENV_CHECK(load("interpreters.toml", anything,
                   [&](RecipeTable& table) { read_interpreters(table, recipes.interpreters); }));
  recipes.overlays = overlays;
  adapt(recipes.cpython, recipes.platform.build);
  FTENV_CHECK(check_complete(recipes.platform, platform_file(recipes.platform.id)));
  FTENV_CHECK(check_complete(recipes.cpython, "cpython.toml"));
  FTENV_CHECK(check_complete(recipes.rust, "rust.toml"));
  FTENV_CHECK(check_complete(recipes.compatibility, "compatibility.toml"));
  FTENV_CHECK(check_complete(recipes.environment, "environment.toml"));
  FTENV_CHECK(check_complete(recipes.interpreters, "interpreters.toml"));
  return recipes;
}

Result<Recipes> load_recipes(const Host& host, const Overlays& overlays, const HasProgram& has_program) {
  return load_recipes_from(embedded_recipes(), host, overlays, has_program);
}

Result<Toml> shipped_recipe(std::string_view name) {
  FTENV_TRY(Layer layer, parse_file(embedded_recipes(), name));
  return std::move(layer.table);
}

}  // namespace ftenv

// Reads the recipes that are compiled into ftenv, for one host, with the user's overlays on top.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.hpp"
#include "base/result.hpp"
#include "model/host.hpp"
#include "model/recipe/recipe.hpp"
#include "model/toml.hpp"

namespace ftenv {

// The recipes for `host`: each file of `recipes/`, and of `recipes/platforms/` the distribution's own, or
// else the nearest of ID_LIKE. What stands nearer to the host wins, table by table: family < distribution
// < its version < `overlays`, in their order. An overlay has files of the same names, with some of their keys
// (overlay_rules.hpp); of a platform, those of its family come before its own.
//
// Of a platform's tables `[version.KEY]` that one is read whose key is VERSION_ID, its first number, or the
// code name; those of its family only with `family_versions = true`. `[arch.KEY]` is read by Host::arch, and
// `[other_manager.KEY]` where `has_program` knows that program and not the platform's own manager.
//
// Errors: recipe, "FILE:LINE:COL: …" with the key (unknown ones too, with the nearest known); unsupported
// for a host without a recipe, with the ones that have one; usage, with the place, for an overlay.
using HasProgram = std::function<bool(const std::string& name)>;
Result<Recipes> load_recipes(const Host& host, const Overlays& overlays = {},
                             const HasProgram& has_program = {});

// The same from given files, for tests.
Result<Recipes> load_recipes_from(const std::vector<EmbeddedFile>& files, const Host& host,
                                  const Overlays& overlays = {}, const HasProgram& has_program = {});

// One shipped file as it stands, for readers that live above this room (failures.toml).
Result<Toml> shipped_recipe(std::string_view name);

}  // namespace ftenv

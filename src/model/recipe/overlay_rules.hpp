// What a file of an overlay may say. Everything that ends as a program, as a word of a command line, as a
// place that is written to, or as a download without a digest is not in these rules, and what no rule names
// is refused: a new key of the recipes is closed to overlays until somebody opens it here.
#pragma once

#include <string>

#include "base/result.hpp"
#include "model/recipe/overlay.hpp"
#include "model/recipe/recipe.hpp"
#include "model/toml.hpp"

namespace ftenv {

// "platforms/ID.toml", "failures.toml", … Error: usage, with the nearest name that there is.
Status check_overlay_name(const OverlayFile& file);

// The file as a table, once each of its keys was found in the rules and each value fits its rule. Types are
// left to the recipe's own reader. Errors: usage, "FILE:LINE:COL: …" with the key.
Result<Toml> parse_overlay(const OverlayFile& file);

// What depends on what is there already. A version that has a digest keeps it; a new one needs one.
Status check_new_digests(const OverlayFile& file, const Toml& table, const CpythonRecipe& shipped);
// A group of variables is new, and lets through nothing that the program's own groups keep from children.
Status check_new_variables(const OverlayFile& file, const Toml& table, const EnvironmentPolicy& shipped);

// "FILE:LINE:COL: the key `KEY` PROBLEM", as a usage error.
Failure overlay_failure(const OverlayFile& file, TomlPosition at, const std::string& key,
                        const std::string& problem, std::string hint = {});

}  // namespace ftenv

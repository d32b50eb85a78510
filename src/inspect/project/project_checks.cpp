#include "inspect/project/project_checks.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ftenv {
namespace {

constexpr const char* k_switch = "free-threaded";

Failure no_such_pyo3_feature(const ProjectFiles& files, const Written& where) {
  return fail(
      files.blame(where,
                  "this asks PyO3 for a feature `free-threaded`, which no PyO3 has: cargo refuses the "
                  "whole workspace",
                  {"take it out: PyO3 sees by the interpreter that it is free-threaded",
                   "if your code needs a switch of its own, write `free-threaded = []` under [features]"},
                  "PX-02"));
}

// "pyo3/free-threaded", with '?' where the dependency is optional, and by any name it was given.
bool asks_pyo3(const std::string& entry, const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return entry == name + "/" + k_switch || entry == name + "?/" + k_switch;
  });
}

Status check_switch(ProjectFiles& files, const CargoManifest& member) {
  std::vector<std::string> names{"pyo3"};
  for (const CargoDependency& dependency : member.dependencies) {
    if (!dependency.is_pyo3()) continue;
    names.push_back(dependency.name);
    for (const Written& feature : dependency.features) {
      if (feature.text == k_switch) return no_such_pyo3_feature(files, feature);
    }
  }
  FTENV_TRY(const Toml* document, files.toml(member.crate.manifest));
  for (const auto& feature : (*document)["features"].members()) {
    for (const Toml& entry : feature.second.items()) {
      if (asks_pyo3(entry.string_or(""), names)) {
        return no_such_pyo3_feature(files, {entry.string_or(""), member.crate.manifest, entry.at()});
      }
    }
  }
  return {};
}

Status check_known(const ProjectFiles& files, const CargoManifest& crate, const Written& entry) {
  const bool of_dependency = contains(entry.text, "/") || starts_with(entry.text, "dep:");
  if (of_dependency || crate.knows_feature(entry.text)) return {};
  std::vector<std::string> known;
  for (const CrateFeature& feature : crate.crate.features) known.push_back(feature.name);
  const std::string near = nearest(entry.text, known);
  const std::string hint = near.empty() ? "take it out, or declare it: `" + entry.text +
                                              " = []` under [features] of " + files.name(crate.crate.manifest)
                                        : "did you mean `" + near + "`?";
  return fail(files.blame(
      entry, "the crate `" + crate.crate.package + "` has no feature `" + entry.text + "`", {hint}, "PX-01"));
}

Status check_features(ProjectFiles& files, const ProjectChoice& choice) {
  const CargoManifest& crate = choice.crate();
  FTENV_TRY(const Toml* document, files.toml(crate.crate.manifest));
  for (const auto& feature : (*document)["features"].members()) {
    for (const Toml& entry : feature.second.items()) {
      FTENV_CHECK(check_known(files, crate, {entry.string_or(""), crate.crate.manifest, entry.at()}));
    }
  }
  if (!choice.pyproject) return {};
  for (const Written& feature : choice.pyproject->features) {
    if (asks_pyo3(feature.text, crate.crate.pyo3_names)) return no_such_pyo3_feature(files, feature);
    FTENV_CHECK(check_known(files, crate, feature));
  }
  return {};
}

Status check_is_extension(ProjectFiles& files, const CargoManifest& crate) {
  FTENV_TRY(const bool pyo3, uses_pyo3(files, crate));
  const std::string name = "`" + crate.crate.package + "`";
  if (!pyo3) {
    return fail(
        files.blame(crate.crate.manifest, crate.package_at, "the crate " + name + " does not use PyO3",
                    {"ftenv sets up Rust projects that are Python modules through PyO3: name the folder of "
                     "the crate that is one, or run `cargo add pyo3` in this one"}));
  }
  if (crate.makes_cdylib()) return {};
  const bool has_library = crate.library_at.line > 0;
  const std::string hint = has_library ? "write under its [lib]: crate-type = [\"cdylib\"]"
                                       : "add these two lines to it: [lib] and crate-type = [\"cdylib\"]";
  return fail(files.blame(
      crate.crate.manifest, has_library ? crate.library_at : crate.package_at,
      "the crate " + name + " makes no `cdylib`, the kind of library that Python can load", {hint}, "MT-17"));
}

}  // namespace

Status check_project(ProjectFiles& files, const ProjectChoice& choice) {
  for (const CargoManifest& member : choice.workspace.members) FTENV_CHECK(check_switch(files, member));
  FTENV_CHECK(check_is_extension(files, choice.crate()));
  return check_features(files, choice);
}

}  // namespace ftenv

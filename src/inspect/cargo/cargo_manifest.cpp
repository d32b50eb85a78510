#include "inspect/cargo/cargo_manifest.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "inspect/cargo/cargo_targets.hpp"

namespace ftenv {
namespace {

// `rust-version = "1.83"`, or from [workspace.package] where it says { workspace = true }.
Result<std::optional<Version>> rust_version_of(ProjectFiles& files, const Toml& package,
                                               const std::optional<fs::path>& workspace) {
  const Toml& written = package["rust-version"];
  if (written.is_string()) return Version::parse(written.string_or(""));
  if (!written["workspace"].bool_or(false) || !workspace) return std::optional<Version>();
  FTENV_TRY(const Toml* root, files.toml(*workspace));
  return Version::parse(root->dotted("workspace.package.rust-version").string_or(""));
}

Result<std::vector<CrateFeature>> features_of(ProjectFiles& files, const fs::path& file,
                                              const Toml& document) {
  std::vector<CrateFeature> features;
  for (const auto& [name, enables] : document["features"].members()) {
    FTENV_TRY(const std::vector<Written> written,
              written_strings(files, file, enables, "feature `" + name + "`"));
    CrateFeature feature{name, {}, enables.at()};
    for (const Written& entry : written) feature.enables.push_back(entry.text);
    features.push_back(std::move(feature));
  }
  return features;
}

void note_pyo3(Crate& crate, const std::vector<CargoDependency>& dependencies) {
  bool always = false;
  for (const CargoDependency& dependency : dependencies) {
    if (!dependency.is_pyo3()) continue;
    if (dependency.development) {
      for (const Written& feature : dependency.features) crate.pyo3_test_features.push_back(feature.text);
      continue;
    }
    crate.depends_on_pyo3 = true;
    always = always || !dependency.optional;
    crate.pyo3_names.push_back(dependency.name);
    for (const Written& feature : dependency.features) crate.pyo3_features.push_back(feature.text);
  }
  crate.pyo3_optional = crate.depends_on_pyo3 && !always;
}

}  // namespace

bool CargoManifest::makes_cdylib() const {
  return std::count(crate.crate_types.begin(), crate.crate_types.end(), "cdylib") > 0;
}

bool CargoManifest::knows_feature(const std::string& name) const {
  if (crate.feature(name)) return true;
  return std::any_of(dependencies.begin(), dependencies.end(),
                     [&](const CargoDependency& d) { return d.optional && d.name == name; });
}

const CrateFeature* Crate::feature(std::string_view name) const {
  const auto found = std::find_if(features.begin(), features.end(),
                                  [&](const CrateFeature& feature) { return feature.name == name; });
  return found == features.end() ? nullptr : &*found;
}

Result<CargoManifest> read_cargo_manifest(ProjectFiles& files, const fs::path& file,
                                          const std::optional<fs::path>& workspace) {
  FTENV_TRY(const Toml* document, files.toml(file));
  const Toml& package = (*document)["package"];
  const Toml& library = (*document)["lib"];
  CargoManifest manifest;
  manifest.crate.manifest = file;
  manifest.package_at = package.at();
  manifest.library_at = library.at();
  FTENV_TRY(manifest.crate.package, string_in(files, file, package, "name"));
  if (manifest.crate.package.empty()) {
    return fail(files.blame(file, package.at(), "[package] has no `name`", {"cargo needs one: add it"}));
  }
  FTENV_TRY(manifest.crate.library, string_in(files, file, library, "name"));
  manifest.names_library = !manifest.crate.library.empty();
  if (!manifest.names_library) manifest.crate.library = replace_all(manifest.crate.package, "-", "_");
  // cargo still takes the older spelling.
  const Toml& types = library["crate-type"].exists() ? library["crate-type"] : library["crate_type"];
  FTENV_TRY(const std::vector<Written> crate_types, written_strings(files, file, types, "`crate-type`"));
  for (const Written& type : crate_types) manifest.crate.crate_types.push_back(type.text);
  FTENV_TRY(manifest.crate.features, features_of(files, file, *document));
  FTENV_TRY(manifest.crate.rust_version, rust_version_of(files, package, workspace));
  FTENV_TRY(manifest.dependencies, read_cargo_dependencies(files, file, workspace));
  note_pyo3(manifest.crate, manifest.dependencies);
  manifest.crate.targets = read_cargo_targets(*document, manifest.directory());
  return manifest;
}

}  // namespace ftenv

#include "inspect/project/source_roots.hpp"

#include <algorithm>

#include "inspect/cargo/cargo_workspace.hpp"

namespace ftenv {
namespace {

bool holds(const std::vector<CargoManifest>& crates, const fs::path& manifest) {
  return std::any_of(crates.begin(), crates.end(),
                     [&](const CargoManifest& crate) { return same_file(crate.crate.manifest, manifest); });
}

}  // namespace

Result<std::vector<CargoManifest>> path_dependencies(ProjectFiles& files, const CargoManifest& crate) {
  std::vector<CargoManifest> found;
  std::vector<CargoDependency> waiting = crate.dependencies;
  while (!waiting.empty()) {
    const CargoDependency dependency = std::move(waiting.back());
    waiting.pop_back();
    if (!dependency.path) continue;
    const fs::path manifest = *dependency.path / "Cargo.toml";
    if (!is_file(manifest)) {
      return fail(files.blame(dependency.declared,
                              "dependency `" + dependency.name + "` is at `" + dependency.declared.text +
                                  "`, where there is no Cargo.toml",
                              {"is a submodule or a neighbouring checkout missing?"}));
    }
    if (same_file(manifest, crate.crate.manifest) || holds(found, manifest)) continue;
    FTENV_TRY(const std::optional<fs::path> workspace, find_workspace_root(files, manifest));
    FTENV_TRY(CargoManifest next, read_cargo_manifest(files, manifest, workspace));
    for (const CargoDependency& more : next.dependencies) {
      if (!more.development) waiting.push_back(more);  // tests of a dependency are not built
    }
    found.push_back(std::move(next));
  }
  return found;
}

std::vector<fs::path> outermost(const std::vector<fs::path>& folders) {
  std::vector<fs::path> kept;
  for (const fs::path& folder : folders) {
    const bool covered = std::any_of(folders.begin(), folders.end(), [&](const fs::path& other) {
      return other != folder && lies_within(folder, other);
    });
    if (!covered && std::count(kept.begin(), kept.end(), folder) == 0) kept.push_back(folder);
  }
  return kept;
}

}  // namespace ftenv

#include "engine/maturin_command.hpp"

#include "base/text.hpp"

namespace ftenv {

fs::path target_directory(const Project& project, const std::string& abi) {
  return project.workspace_root / "target" / ("ftenv-" + abi);
}

fs::path maturin_directory(const Project& project) {
  const bool by_pyproject = project.pyproject && project.pyproject_names_crate;
  return (by_pyproject ? *project.pyproject : project.crate.manifest).parent_path();
}

std::vector<std::string> maturin_arguments(const Project& project, const std::string& abi) {
  std::vector<std::string> arguments;
  // Given a manifest, maturin looks for pyproject.toml above it only. One that names the crate may lie
  // beside it, and is found from its own folder.
  if (!project.pyproject_names_crate) arguments = {"--manifest-path", project.crate.manifest.string()};
  arguments.push_back("--no-default-features");
  const FeatureSelection features = select_features(project);
  if (!features.features.empty()) {
    arguments.push_back("-F");
    arguments.push_back(join(features.features, ","));
  }
  arguments.push_back("--target-dir");
  arguments.push_back(target_directory(project, abi).string());
  return arguments;
}

}  // namespace ftenv

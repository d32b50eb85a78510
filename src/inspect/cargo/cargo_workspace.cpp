#include "inspect/cargo/cargo_workspace.hpp"

#include <algorithm>
#include <deque>

#include "base/files.hpp"
#include "inspect/path_glob.hpp"

namespace ftenv {
namespace {

// `exclude` holds paths, not globs; a member that is named by its very path is never excluded.
bool is_excluded(const Toml& workspace, const fs::path& root_directory, const fs::path& manifest) {
  const auto covers = [&](const std::string& path) {
    return lies_within(manifest, absolute_normal(path, root_directory));
  };
  const std::vector<std::string> members = workspace["members"].strings();
  const std::vector<std::string> excluded = workspace["exclude"].strings();
  return std::none_of(members.begin(), members.end(), covers) &&
         std::any_of(excluded.begin(), excluded.end(), covers);
}

Result<fs::path> named_root(ProjectFiles& files, const fs::path& manifest, const Toml& pointer) {
  fs::path root = absolute_normal(pointer.string_or(""), manifest.parent_path()) / "Cargo.toml";
  const std::string complaint = "`package.workspace` names `" + pointer.string_or("") + "`, ";
  if (!is_file(root)) {
    return fail(files.blame(manifest, pointer.at(), complaint + "where there is no Cargo.toml",
                            {"let it lead to the folder of the workspace's Cargo.toml"}));
  }
  FTENV_TRY(const Toml* document, files.toml(root));
  if (!(*document)["workspace"].exists()) {
    return fail(files.blame(manifest, pointer.at(), complaint + "whose Cargo.toml has no [workspace]",
                            {"let it lead to the folder of the workspace's Cargo.toml"}));
  }
  return root;
}

// The manifests that `members` asks for, in its order.
Result<std::vector<fs::path>> explicit_members(ProjectFiles& files, const fs::path& root_manifest,
                                               const Toml& workspace) {
  std::vector<fs::path> manifests;
  FTENV_TRY(const std::vector<Written> patterns,
            written_strings(files, root_manifest, workspace["members"], "`members`"));
  for (const Written& pattern : patterns) {
    const bool glob = is_glob(pattern.text);
    std::vector<fs::path> folders{absolute_normal(pattern.text, root_manifest.parent_path())};
    if (glob) folders = expand_glob(root_manifest.parent_path(), pattern.text);
    for (const fs::path& folder : folders) {
      const fs::path manifest = folder / "Cargo.toml";
      if (is_file(manifest)) {
        manifests.push_back(manifest);
      } else if (!glob) {  // what a glob finds beside the crates is no mistake
        return fail(files.blame(pattern, "workspace member `" + pattern.text + "` has no Cargo.toml",
                                {"create it, or take the member out of `members`"}));
      }
    }
  }
  return manifests;
}

}  // namespace

const CargoManifest* CargoWorkspace::find(const fs::path& manifest) const {
  const auto found = std::find_if(members.begin(), members.end(), [&](const CargoManifest& member) {
    return same_file(member.crate.manifest, manifest);
  });
  return found == members.end() ? nullptr : &*found;
}

Result<std::optional<fs::path>> find_workspace_root(ProjectFiles& files, const fs::path& manifest) {
  FTENV_TRY(const Toml* document, files.toml(manifest));
  if ((*document)["workspace"].exists()) return std::optional<fs::path>(manifest);
  if (const Toml& pointer = document->dotted("package.workspace"); pointer.is_string()) {
    return named_root(files, manifest, pointer);
  }
  fs::path above = manifest.parent_path();
  while (above.has_relative_path()) {
    above = above.parent_path();
    const fs::path candidate = above / "Cargo.toml";
    if (!is_file(candidate)) continue;
    FTENV_TRY(const Toml* root, files.toml(candidate));
    const Toml& workspace = (*root)["workspace"];
    if (workspace.exists() && !is_excluded(workspace, above, manifest)) {
      return std::optional<fs::path>(candidate);
    }
  }
  return std::optional<fs::path>();
}

Result<CargoWorkspace> read_workspace(ProjectFiles& files, const fs::path& root_manifest) {
  CargoWorkspace result;
  result.file = root_manifest;
  FTENV_TRY(const Toml* document, files.toml(root_manifest));
  const Toml& workspace = (*document)["workspace"];
  FTENV_TRY(const std::vector<fs::path> asked, explicit_members(files, root_manifest, workspace));
  std::deque<fs::path> waiting(asked.begin(), asked.end());
  if ((*document)["package"].exists()) waiting.push_front(root_manifest);
  while (!waiting.empty()) {
    const fs::path manifest = waiting.front();
    waiting.pop_front();
    if (result.find(manifest) || is_excluded(workspace, result.directory(), manifest)) continue;
    FTENV_TRY(const Toml* member, files.toml(manifest));
    if (!(*member)["package"].exists()) {
      return fail(files.blame(manifest, {}, "a member of a workspace needs a [package]"));
    }
    FTENV_TRY(CargoManifest read, read_cargo_manifest(files, manifest, root_manifest));
    for (const CargoDependency& dependency : read.dependencies) {
      const fs::path path = dependency.path.value_or(fs::path()) / "Cargo.toml";
      if (dependency.path && lies_within(path, result.directory()) && is_file(path)) waiting.push_back(path);
    }
    result.members.push_back(std::move(read));
  }
  return result;
}

Result<CargoWorkspace> workspace_of(ProjectFiles& files, const fs::path& manifest) {
  FTENV_TRY(const std::optional<fs::path> root, find_workspace_root(files, manifest));
  if (!root) {
    CargoWorkspace alone;
    alone.file = manifest;
    FTENV_TRY(CargoManifest crate, read_cargo_manifest(files, manifest, std::nullopt));
    alone.members.push_back(std::move(crate));
    return alone;
  }
  FTENV_TRY(CargoWorkspace workspace, read_workspace(files, *root));
  if (!workspace.find(manifest)) {
    return fail(files.blame(manifest, {},
                            "this crate lies in the workspace of " + files.name(*root) +
                                ", which does not list it: cargo refuses to build it",
                            {"add its folder to `members` there, or to `exclude`"}));
  }
  return workspace;
}

}  // namespace ftenv

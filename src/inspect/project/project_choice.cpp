#include "inspect/project/project_choice.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "inspect/project/nearby_projects.hpp"
#include "inspect/project/source_roots.hpp"

namespace ftenv {
namespace {

constexpr const char* k_cargo = "Cargo.toml";
constexpr const char* k_pyproject = "pyproject.toml";

Failure no_project_at(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::path& near : nearby_projects(folder)) names.push_back("`" + near.string() + "`");
  const std::string hint = names.empty()
                               ? "name the folder that holds the Cargo.toml or pyproject.toml of your crate"
                               : "did you mean " + join(names, " or ") + "?";
  return fail(ErrorCode::project, "`" + folder.string() + "` has neither a Cargo.toml nor a pyproject.toml",
              {hint});
}

Result<fs::path> manifest_of_pyproject(ProjectFiles& files, const fs::path& manifest,
                                       const Written& written) {
  if (!is_file(manifest)) {
    return fail(files.blame(written, "manifest-path is `" + written.text + "`, a file that does not exist",
                            {"let it lead to the Cargo.toml of the crate with the #[pymodule]"}));
  }
  FTENV_TRY(const Toml* document, files.toml(manifest));
  if (!(*document)["package"].exists()) {
    return fail(files.blame(written, "manifest-path is `" + written.text + "`, which has no [package]",
                            {"let it lead to the Cargo.toml of the crate with the #[pymodule]"}));
  }
  return manifest;
}

std::vector<std::string> folders_of(const ProjectFiles& files,
                                    const std::vector<const CargoManifest*>& crates) {
  std::vector<std::string> names;
  for (const CargoManifest* crate : crates) names.push_back(files.name(crate->directory()));
  return names;
}

// In a workspace whose root is no PyO3 crate itself: the one member that is.
Result<fs::path> choose_member(ProjectFiles& files, const CargoWorkspace& workspace) {
  std::vector<const CargoManifest*> users;
  std::vector<const CargoManifest*> extensions;
  for (const CargoManifest& member : workspace.members) {
    FTENV_TRY(const bool uses, uses_pyo3(files, member));
    if (!uses) continue;
    users.push_back(&member);
    if (member.makes_cdylib()) extensions.push_back(&member);
  }
  // A crate that only lacks its crate-type gets the error about that.
  if (extensions.empty() && users.size() == 1) extensions = users;
  if (extensions.size() == 1) return extensions.front()->crate.manifest;
  if (users.empty()) {
    return fail(
        files.blame(workspace.file, {}, "no crate of this workspace uses PyO3",
                    {"ftenv sets up Rust projects that are Python modules through PyO3: add `pyo3` to "
                     "the crate that shall be one, with `cargo add pyo3`"}));
  }
  const bool none = extensions.empty();
  const std::vector<std::string> names = folders_of(files, none ? users : extensions);
  std::vector<std::string> hints{
      "name the folder of the one you mean, for example `" + names.front() + "`",
      "or write its place into pyproject.toml here: [tool.maturin] manifest-path = \"" + names.front() +
          "/Cargo.toml\""};
  if (none) hints = {"add `crate-type = [\"cdylib\"]` under [lib] to the one that is the Python module"};
  return fail(
      files.blame(workspace.file, {},
                  none ? "several crates use PyO3, and none makes a `cdylib`: `" + join(names, "`, `") + "`"
                       : "several crates are PyO3 modules: `" + join(names, "`, `") + "`",
                  std::move(hints), none ? "MT-17" : ""));
}

Result<fs::path> manifest_at(ProjectFiles& files, const fs::path& manifest) {
  FTENV_TRY(const Toml* document, files.toml(manifest));
  const bool package = (*document)["package"].exists();
  const bool workspace = (*document)["workspace"].exists();
  if (!package && !workspace) {
    return fail(files.blame(manifest, {}, "this has neither a [package] nor a [workspace]",
                            {"name the folder of a Rust crate"}));
  }
  if (!workspace) return manifest;
  FTENV_TRY(const CargoWorkspace members, read_workspace(files, manifest));
  if (package) {
    FTENV_TRY(const bool itself, uses_pyo3(files, members.members.front()));
    if (itself && members.members.front().makes_cdylib()) return manifest;
  }
  auto member = choose_member(files, members);
  // A root that is a crate of its own may be the one that is meant, if nothing else is.
  if (!member && package) return manifest;
  return member;
}

// As maturin looks for it: from the crate upwards, at most to the folder above the workspace's.
Result<std::optional<PyProject>> pyproject_above(ProjectFiles& files, const fs::path& manifest,
                                                 const fs::path& workspace_directory) {
  const fs::path last =
      workspace_directory.has_parent_path() ? workspace_directory.parent_path() : workspace_directory;
  for (fs::path at = manifest.parent_path(); lies_within(at, last); at = at.parent_path()) {
    if (is_file(at / k_pyproject)) {
      FTENV_TRY(PyProject found, read_pyproject(files, at / k_pyproject));
      // One that speaks of another crate says nothing about this one.
      if (found.manifest && !same_file(*found.manifest, manifest)) break;
      return std::optional<PyProject>(std::move(found));
    }
    if (!at.has_relative_path()) break;
  }
  return std::optional<PyProject>();
}

}  // namespace

Result<bool> uses_pyo3(ProjectFiles& files, const CargoManifest& crate) {
  if (crate.crate.depends_on_pyo3) return true;
  FTENV_TRY(const std::vector<CargoManifest> more, path_dependencies(files, crate));
  return std::any_of(more.begin(), more.end(),
                     [](const CargoManifest& dependency) { return dependency.crate.depends_on_pyo3; });
}

Result<ProjectChoice> choose_crate(ProjectFiles& files, const fs::path& named) {
  const bool is_manifest = is_file(named) && named.filename() == k_cargo;
  ProjectChoice choice;
  choice.root = is_folder(named) ? named : named.parent_path();
  if (!is_manifest && is_file(choice.root / k_pyproject)) {
    FTENV_TRY(choice.pyproject, read_pyproject(files, choice.root / k_pyproject));
  }
  const bool claims = choice.pyproject && (choice.pyproject->manifest || choice.pyproject->has_src_layout());
  if (choice.pyproject && choice.pyproject->manifest) {
    FTENV_TRY(choice.manifest,
              manifest_of_pyproject(files, *choice.pyproject->manifest, choice.pyproject->manifest_path));
  } else if (claims) {
    choice.manifest = choice.root / "rust" / k_cargo;
  } else if (is_file(choice.root / k_cargo)) {
    FTENV_TRY(choice.manifest, manifest_at(files, choice.root / k_cargo));
  } else if (choice.pyproject) {
    return fail(files.blame(choice.pyproject->file, {},
                            "there is no Cargo.toml beside it, and it does not say where the Rust crate is",
                            {"is there a crate? Name its folder: [tool.maturin] manifest-path = "
                             "\"FOLDER/Cargo.toml\"",
                             "is it all Python? Then nothing has to be compiled, and ftenv is not needed for "
                             "it: `ftenv python install` gets an interpreter without the GIL"}));
  } else {
    return no_project_at(choice.root);
  }
  FTENV_TRY(choice.workspace, workspace_of(files, choice.manifest));
  if (!claims) {
    FTENV_TRY(choice.pyproject, pyproject_above(files, choice.manifest, choice.workspace.directory()));
    const bool claimed = choice.pyproject && choice.pyproject->manifest;
    if (claimed && choice.pyproject->directory() != choice.root &&
        lies_within(choice.root, choice.pyproject->directory())) {
      choice.root = choice.pyproject->directory();
    }
  }
  return choice;
}

}  // namespace ftenv

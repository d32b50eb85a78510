#include "inspect/cargo/wiring.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "inspect/cargo/cargo_lock.hpp"
#include "inspect/project/project_checks.hpp"
#include "inspect/project/project_choice.hpp"

namespace ftenv {
namespace {

Result<WiredFile> read_file(const ProjectFiles& files, const fs::path& file) {
  FTENV_TRY(std::string text, read_text(file));
  return WiredFile{file, files.name(file), std::move(text)};
}

Status add_manifests(const ProjectFiles& files, const ProjectChoice& choice, WiredProject& wired) {
  FTENV_TRY(WiredFile root, read_file(files, wired.workspace));
  wired.manifests.push_back(std::move(root));
  for (const CargoManifest& member : choice.workspace.members) {
    // The extension may use PyO3 by way of another crate; the switch is asked of it all the same.
    const bool extension = same_file(member.crate.manifest, wired.extension);
    if (!member.crate.depends_on_pyo3 && !extension) continue;
    const bool is_root = same_file(member.crate.manifest, wired.workspace);
    wired.crates.push_back(is_root ? wired.workspace : member.crate.manifest);
    if (is_root) continue;
    FTENV_TRY(WiredFile manifest, read_file(files, member.crate.manifest));
    wired.manifests.push_back(std::move(manifest));
  }
  return {};
}

Status add_sources(const ProjectFiles& files, const ProjectChoice& choice, WiredProject& wired) {
  std::vector<fs::path> folders;
  for (const fs::path& crate : wired.crates) folders.push_back(crate.parent_path());
  wired.rust = read_rust_sources(folders);
  wired.review = review_for_threads(rust_files(folders));
  for (const PyModuleDeclaration& module : wired.rust.modules) {
    const auto same = [&](const WiredFile& known) { return known.file == module.at.file; };
    if (std::any_of(wired.sources.begin(), wired.sources.end(), same)) continue;
    FTENV_TRY(WiredFile source, read_file(files, module.at.file));
    wired.sources.push_back(std::move(source));
  }
  for (const CargoDependency& dependency : choice.crate().dependencies) {
    if (!dependency.is_pyo3() || dependency.development || wired.pyo3) continue;
    wired.pyo3 = lowest_version(dependency.requirement);
  }
  const fs::path lock = choice.workspace.directory() / "Cargo.lock";
  if (!is_file(lock)) return {};
  FTENV_TRY(const std::vector<LockedPackage> packages, read_cargo_lock(lock));
  if (const auto locked = locked_version(packages, "pyo3", wired.pyo3)) {
    wired.pyo3 = locked;
    wired.pyo3_locked = true;
  }
  return {};
}

}  // namespace

Result<WiredProject> read_wired_project(const fs::path& directory) {
  const fs::path named = absolute_normal(directory, fs::current_path());
  if (!is_folder(named) && !is_file(named)) {
    return fail(ErrorCode::usage, "there is no project at `" + directory.string() + "`: no such folder",
                {"name the folder of your crate, or nothing for the one you are in"});
  }
  ProjectFiles files(is_folder(named) ? named : named.parent_path());
  FTENV_TRY(const ProjectChoice choice, choose_crate(files, named));
  const Status sound = check_project(files, choice);
  if (!sound && sound.error().finding != "PX-02") return fail(sound.error());
  WiredProject wired;
  wired.root = choice.root;
  wired.workspace = choice.workspace.file;
  wired.extension = choice.crate().crate.manifest;
  // One name for one file, however it was reached.
  if (same_file(wired.extension, wired.workspace)) wired.extension = wired.workspace;
  FTENV_CHECK(add_manifests(files, choice, wired));
  if (choice.pyproject) {
    FTENV_TRY(wired.pyproject, read_file(files, choice.pyproject->file));
  }
  FTENV_CHECK(add_sources(files, choice, wired));
  return wired;
}

}  // namespace ftenv

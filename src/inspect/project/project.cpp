#include "inspect/project/project.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "inspect/cargo/cargo_lock.hpp"
#include "inspect/project/ftenv_settings.hpp"
#include "inspect/project/project_checks.hpp"
#include "inspect/project/project_choice.hpp"
#include "inspect/project/source_roots.hpp"

namespace ftenv {
namespace {

Result<fs::path> existing(const fs::path& directory) {
  fs::path named = absolute_normal(directory, fs::current_path());
  FsError error;
  const fs::file_status status = fs::status(named, error);
  if (status.type() == fs::file_not_found) {
    return fail(ErrorCode::usage, "there is no project at `" + directory.string() + "`: no such folder",
                {"name the folder of your crate, or nothing for the one you are in"});
  }
  if (status.type() == fs::status_error) return fail(file_error(error, "look at", named));
  const std::string file = named.filename().string();
  if (is_folder(named) || (is_file(named) && (file == "Cargo.toml" || file == "pyproject.toml")))
    return named;
  return fail(ErrorCode::project,
              "`" + directory.string() + "` is neither a folder nor a Cargo.toml or pyproject.toml",
              {"name the folder of your crate"});
}

// maturin's order: module-name, [lib] name, [project] name, [package] name. A folder of that name among
// the Python sources makes it a package, and the extension lies in it under the same name.
std::string module_of(const CargoManifest& crate, const std::optional<PyProject>& pyproject) {
  std::string module = crate.crate.library;
  if (pyproject && !pyproject->module_name.empty()) {
    module = pyproject->module_name;
  } else if (pyproject && !crate.names_library && !pyproject->name.empty()) {
    module = replace_all(pyproject->name, "-", "_");
  }
  if (contains(module, ".")) return module;
  const fs::path package = (pyproject ? pyproject->python_root() : crate.directory()) / module;
  const bool python =
      is_folder(package) && (is_file(package / "__init__.py") || !is_file(package / "Cargo.toml"));
  return python ? module + "." + module : module;
}

std::optional<Version> required_pyo3(const CargoWorkspace& workspace, const CargoManifest& crate) {
  const auto lowest = [](const CargoManifest& member) -> std::optional<Version> {
    for (const CargoDependency& dependency : member.dependencies) {
      if (!dependency.is_pyo3() || dependency.development) continue;
      if (const auto version = lowest_version(dependency.requirement)) return version;
    }
    return std::nullopt;
  };
  if (crate.crate.depends_on_pyo3) return lowest(crate);
  for (const CargoManifest& member : workspace.members) {
    if (const auto version = lowest(member)) return version;
  }
  return std::nullopt;
}

Status resolve_pyo3(ProjectFiles& files, const ProjectChoice& choice, Project& project) {
  const std::optional<Version> required = required_pyo3(choice.workspace, choice.crate());
  project.pyo3 = required;
  const fs::path lock = choice.workspace.directory() / "Cargo.lock";
  if (!is_file(lock)) return {};
  project.lock = lock;
  FTENV_TRY(const std::vector<LockedPackage> packages, read_cargo_lock(files, lock));
  for (const char* name : {"pyo3", "pyo3-ffi"}) {
    const std::optional<Version> locked = locked_version(packages, name, required);
    if (!locked) continue;
    project.pyo3 = locked;
    project.pyo3_locked = true;
    break;
  }
  return {};
}

Result<std::vector<fs::path>> source_roots_of(ProjectFiles& files, const ProjectChoice& choice) {
  std::vector<fs::path> folders{choice.root, choice.workspace.directory(), choice.crate().directory()};
  FTENV_TRY(const std::vector<CargoManifest> dependencies, path_dependencies(files, choice.crate()));
  for (const CargoManifest& dependency : dependencies) folders.push_back(dependency.directory());
  return outermost(folders);
}

}  // namespace

Result<Project> read_project(const fs::path& directory) {
  FTENV_TRY(const fs::path named, existing(directory));
  ProjectFiles files(is_folder(named) ? named : named.parent_path());
  FTENV_TRY(const ProjectChoice choice, choose_crate(files, named));
  FTENV_CHECK(check_project(files, choice));

  Project project;
  project.root = choice.root;
  project.crate = choice.crate().crate;
  project.workspace_root = choice.workspace.directory();
  for (const CargoManifest& member : choice.workspace.members) {
    const bool itself = same_file(member.crate.manifest, project.crate.manifest);
    if (!itself && member.crate.depends_on_pyo3) project.pyo3_siblings.push_back(member.crate);
  }
  project.distribution = project.crate.package;
  project.module = module_of(choice.crate(), choice.pyproject);
  if (choice.pyproject) {
    const PyProject& pyproject = *choice.pyproject;
    project.pyproject = pyproject.file;
    project.pyproject_names_crate = pyproject.manifest || pyproject.has_src_layout();
    if (!pyproject.name.empty()) project.distribution = pyproject.name;
    project.requires_python = pyproject.requires_python;
    project.build_backend = pyproject.build_backend.text;
    project.build_backend_line = pyproject.build_backend.at.line;
    project.default_features = pyproject.default_features;
    for (const Written& feature : pyproject.features) project.maturin_features.push_back(feature.text);
  }
  FTENV_CHECK(resolve_pyo3(files, choice, project));
  FTENV_TRY(project.source_roots, source_roots_of(files, choice));
  const fs::path own = project.root / "pyproject.toml";
  FTENV_TRY(project.settings, read_settings(files, project.root,
                                            is_file(own) ? std::optional<fs::path>(own) : project.pyproject));
  return project;
}

}  // namespace ftenv

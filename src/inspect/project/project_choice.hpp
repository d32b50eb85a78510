// Which crate of a project becomes the extension, and whose pyproject.toml describes it. Private to
// this room.
#pragma once

#include <optional>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "inspect/cargo/cargo_workspace.hpp"
#include "inspect/project/project_files.hpp"
#include "inspect/project/pyproject.hpp"

namespace ftenv {

struct ProjectChoice {
  fs::path root;
  fs::path manifest;         // the crate's Cargo.toml
  CargoWorkspace workspace;  // it is a member of this one
  std::optional<PyProject> pyproject;

  const CargoManifest& crate() const { return *workspace.find(manifest); }
};

// `named` is a folder, or a Cargo.toml or pyproject.toml in it; absolute and there.
Result<ProjectChoice> choose_crate(ProjectFiles& files, const fs::path& named);

// Does it, or a crate in a folder that it depends on, use PyO3?
Result<bool> uses_pyo3(ProjectFiles& files, const CargoManifest& crate);

}  // namespace ftenv

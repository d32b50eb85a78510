// Which workspace a crate belongs to, and who else does, as cargo would say. Private to this room.
#pragma once

#include <optional>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "inspect/cargo/cargo_manifest.hpp"
#include "inspect/project/project_files.hpp"

namespace ftenv {

struct CargoWorkspace {
  fs::path file;                       // the manifest of the root, or of a crate on its own
  std::vector<CargoManifest> members;  // the root's own package first, where it has one

  fs::path directory() const { return file.parent_path(); }
  const CargoManifest* find(const fs::path& manifest) const;
};

// The manifest with the [workspace] table for the crate (or the root itself) at `manifest`: itself, the
// one its `package.workspace` names, or the nearest above that does not exclude it.
Result<std::optional<fs::path>> find_workspace_root(ProjectFiles& files, const fs::path& manifest);

// The members by `members` (globs too), `exclude`, and those that cargo adds: path dependencies below
// the root.
Result<CargoWorkspace> read_workspace(ProjectFiles& files, const fs::path& root_manifest);

// The workspace of `manifest`, or one of just this crate. Error: project, when it lies in a workspace
// that does not know it, which cargo refuses.
Result<CargoWorkspace> workspace_of(ProjectFiles& files, const fs::path& manifest);

}  // namespace ftenv

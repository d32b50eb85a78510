// What pyproject.toml says about the Python side of a project. Private to this room.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "inspect/project/project_files.hpp"

namespace ftenv {

struct PyProject {
  fs::path file;
  std::string name;  // [project] name; empty without one
  std::string requires_python;
  Written build_backend;                  // no text where it is not said, or the project's own
  std::string module_name;                // [tool.maturin]
  std::optional<fs::path> python_source;  // absolute, exists
  std::vector<std::string> python_packages;
  std::optional<fs::path> manifest;  // manifest-path, absolute; not known to exist
  Written manifest_path;             // as written
  std::vector<Written> features;
  bool default_features = true;  // not no-default-features

  fs::path directory() const { return file.parent_path(); }
  // maturin's "Python first" layout: src/NAME/__init__.py beside rust/Cargo.toml.
  bool has_src_layout() const;
  // The folder in which the Python packages lie.
  fs::path python_root() const;
};

// Errors: project. MT-12 where python-source does not exist, MT-13 without a version.
Result<PyProject> read_pyproject(ProjectFiles& files, const fs::path& file);

}  // namespace ftenv

// What `ftenv wire` reads of a project: the texts of its manifests and Rust modules with their places, and
// what of the code a person has to review. Reads a project that read_project() refuses because of a
// feature `free-threaded` of PyO3 (PX-02): taking that out is what wire is for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "inspect/cargo/rust_sources.hpp"
#include "inspect/cargo/thread_review.hpp"
#include "inspect/project/project.hpp"

namespace ftenv {

struct WiredFile {
  fs::path file;
  std::string name;  // relative to the project, as a person would say it
  std::string text;
};

struct WiredProject {
  fs::path root;
  fs::path workspace;                // the manifest with [workspace], or the crate's own
  fs::path extension;                // the manifest of the crate that Python loads
  std::vector<WiredFile> manifests;  // the workspace's first, then those of `crates`
  std::vector<fs::path> crates;      // the members that depend on PyO3, and the extension
  std::optional<WiredFile> pyproject;
  std::vector<WiredFile> sources;  // the Rust files with a #[pymodule]
  RustSources rust;                // of the crates that depend on PyO3
  std::vector<ReviewPlace> review;
  std::optional<Version> pyo3;  // as Project::pyo3
  bool pyo3_locked = false;
};

// Errors as read_project's, but for PX-02.
Result<WiredProject> read_wired_project(const fs::path& directory);

}  // namespace ftenv

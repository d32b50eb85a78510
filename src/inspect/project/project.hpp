// A Rust/PyO3 project as its files describe it. Reads; runs nothing, not even cargo.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "model/toml.hpp"
#include "model/version.hpp"

namespace ftenv {

// One feature of a crate and what it switches on, as written.
struct CrateFeature {
  std::string name;
  std::vector<std::string> enables;  // "pyo3/abi3-py311", "dep:serde", "other"
  TomlPosition at;
};

// What cargo makes of a crate beside its library.
struct CrateTarget {
  enum Kind { binary, test, bench } kind = binary;
  fs::path source;  // the file that cargo starts compiling at
};

struct Crate {
  fs::path manifest;    // .../Cargo.toml
  std::string package;  // [package] name
  std::string library;  // [lib] name, else the package's with '_' for '-'
  std::vector<std::string> crate_types;
  std::vector<CrateFeature> features;
  bool depends_on_pyo3 = false;
  std::vector<std::string> pyo3_features;       // on the dependency itself, workspace inheritance resolved
  std::vector<std::string> pyo3_names;          // what this manifest calls it: "pyo3", or "py" where renamed
  bool pyo3_optional = false;                   // a feature has to switch the dependency on
  std::vector<std::string> pyo3_test_features;  // of its entry under [dev-dependencies]
  std::vector<CrateTarget> targets;             // declared or found where cargo looks for them
  std::optional<Version> rust_version;          // workspace inheritance resolved
  const CrateFeature* feature(std::string_view name) const;
};

// The features that a free-threaded build of this crate asks for (design §4, step extension).
struct FeatureSelection {
  std::vector<std::string> features;  // for -F, in the order of `default`, then the crate's own switch
  std::vector<std::string> dropped;   // default features that only meant abi3
  std::vector<std::string> mixed;     // kept although they also switch abi3 on: PyO3 will warn
  bool declares_free_threaded = false;
};

// What a project has decided to live with: doctor counts it and does not show it.
struct IgnoredFinding {
  std::string id;      // "PP-14"
  std::string reason;  // never empty
};

// [tool.ftenv] of pyproject.toml under ftenv.toml. Only these keys; an unknown one is an error.
struct ProjectSettings {
  std::string python;                   // as --python
  std::string venv;                     // as --venv; must stay inside the project
  std::vector<IgnoredFinding> ignored;  // [doctor] ignore
};

struct Project {
  // What the user named, absolute: .venv and target/ live here. Of a crate that a pyproject.toml further
  // up claims by its manifest-path, that file's directory.
  fs::path root;
  Crate crate;                       // the one that becomes the extension
  std::vector<Crate> pyo3_siblings;  // other members of the workspace that use PyO3
  fs::path workspace_root;           // where Cargo.lock and target belong; = crate's folder if none
  std::optional<fs::path> lock;      // Cargo.lock, if there
  std::optional<fs::path> pyproject;
  // It is pyproject.toml that says where the crate is (manifest-path, or maturin's own layout): then
  // maturin finds everything from that file's folder, and from the crate's perhaps not.
  bool pyproject_names_crate = false;
  std::string distribution;                   // [project] name, else the package's name
  std::string module;                         // dotted: "hello", "name._engine"
  std::string requires_python;                // empty: anything
  std::string build_backend;                  // what pip builds it with; empty where it is not said
  int build_backend_line = 0;                 // in pyproject.toml
  std::vector<std::string> maturin_features;  // [tool.maturin] features
  bool default_features = true;               // not [tool.maturin] no-default-features
  std::optional<Version> pyo3;         // resolved by Cargo.lock, else the lower bound of the requirement
  bool pyo3_locked = false;            // it came from Cargo.lock
  std::vector<fs::path> source_roots;  // directories whose files are the build's inputs
  ProjectSettings settings;
};

// Reads the project at `directory` (or the manifest that a path names).
// Errors: usage (no such path); project, with FILE:LINE:COL where a file is to blame: not a Rust/PyO3
// project, broken TOML, no cdylib (MT-17), pyo3/free-threaded asked for (PX-02), several candidates.
Result<Project> read_project(const fs::path& directory);

FeatureSelection select_features(const Project& project);

// A line per registry package of a Cargo.lock: what `cargo fetch` has to bring.
struct LockedPackage {
  std::string name;
  std::string version;
  bool from_registry = false;
  std::string checksum;
};
Result<std::vector<LockedPackage>> read_cargo_lock(const fs::path& lock);

}  // namespace ftenv

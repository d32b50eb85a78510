// What the steps of one run find out and hand on. Written by the step that owns a field (in its probe
// or its apply), read by the steps that need it: the graph orders the two, so that `value()` is there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/fs.hpp"
#include "inspect/project/project.hpp"
#include "inspect/python/interpreter.hpp"
#include "inspect/shell/login_shell.hpp"
#include "model/toolchain.hpp"

namespace ftenv {

struct RustToolchain {
  fs::path cargo;  // absolute; what is started
  fs::path rustc;
  Version version;
  std::string origin;    // "PATH", "rustup", "distribution"
  std::string identity;  // changes when another rustc would answer: see rust_toolchain.hpp
};

// A CPython source archive on disk.
struct SourceArchive {
  fs::path path;
  Version version;
  std::string sha256;
  bool pinned = true;
  std::string from;  // "the download cache", "python.org", "Debian's archive (trixie)", …
};

struct SkippedVersion {
  std::string wish;    // "3.14"
  std::string reason;  // one clause
};

struct ExtensionFacts {
  std::string module;
  fs::path file;  // the extension's shared object, installed
  std::vector<std::string> features;
  fs::path target_dir;
};

struct WitnessFacts {
  bool gil_enabled_after_import = true;
  std::string culprit;  // the module whose import switched the GIL on
  ThreadMeasure threads;
};

struct EnvironmentFacts {
  std::vector<std::string> changed;  // names that differ in a fresh login shell
  std::vector<std::string> watched;  // names of the PYTHON_CONFIGURE_OPTS family that are set there
  bool checked = false;              // false: there was no shell to ask, `because` says why
  std::string because;
};

struct RunState {
  std::optional<RustToolchain> rust;
  std::optional<SourceArchive> source;
  std::vector<SkippedVersion> skipped;
  bool compiles_python = false;  // the plan is to build CPython, not to take one that somebody has built
  bool needs_source = false;     // and of a source archive that the step `source` brings
  std::optional<Toolchain> python;
  std::optional<fs::path> venv;  // once it is known to be good
  std::string maturin;           // version in the venv
  std::optional<ExtensionFacts> extension;
  std::optional<WitnessFacts> witness;
  std::optional<LoginEnvironment> login_before;  // taken before the first change
  std::optional<EnvironmentFacts> environment;
};

}  // namespace ftenv

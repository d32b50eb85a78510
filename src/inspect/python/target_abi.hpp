// For which Python the PyO3 in a target directory was compiled, as its build scripts have written it
// down. cargo does not see that another Python has come to the same path, so this may not be the one that
// is there now. Reads files; runs nothing.
#pragma once

#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.hpp"
#include "inspect/cargo/cargo_config.hpp"
#include "inspect/project/project.hpp"
#include "model/environment.hpp"

namespace ftenv {

struct TargetAbi {
  fs::path target;      // the target directory
  fs::path output;      // the file that says so
  std::string profile;  // "debug", "aarch64-unknown-linux-gnu/release"
  Version version;      // of Python, a series: 3.14
  bool free_threaded = false;
  bool limited = false;     // the stable ABI (abi3)
  std::string lib_name;     // "python3.14t"
  fs::path executable;      // the interpreter that was asked; empty: none was, as when cross-compiling
  std::time_t written = 0;  // of `output`
};

// What one output file says. Pure; false where it says nothing of a Python.
bool read_pyo3_output(std::string_view text, TargetAbi& abi);

// All that is in one target directory, the newest first. Not in folders of ours below it.
std::vector<TargetAbi> read_target_abis(const fs::path& target);

struct TargetDirectory {
  fs::path path;
  std::string because;  // "CARGO_TARGET_DIR", "FILE:LINE" of cargo's configuration; empty: cargo's own choice
  std::string ours;     // "cp314t": it is the one that ftenv keeps for this ABI
};

// Where plain cargo and maturin build this project, the project's own target, and ours in it. Those that
// exist.
std::vector<TargetDirectory> target_directories(const Project& project, const CargoConfig& config,
                                                const Environment& user);

}  // namespace ftenv

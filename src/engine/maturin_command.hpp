// What every call of maturin for a project has in common: where it builds, what, and with which features.
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"
#include "inspect/project/project.hpp"

namespace ftenv {

// One for each ABI ("cp314t"): cargo does not tell apart what was built for two interpreters.
fs::path target_directory(const Project& project, const std::string& abi);

// The folder in which maturin finds what belongs to the crate.
fs::path maturin_directory(const Project& project);

// "--manifest-path …", the features of select_features, "--target-dir …".
std::vector<std::string> maturin_arguments(const Project& project, const std::string& abi);

}  // namespace ftenv

// Which features of PyO3 a plain build of a crate switches on, and who does. Decided from its manifest,
// without cargo.
#pragma once

#include <string>
#include <vector>

#include "inspect/project/project.hpp"

namespace ftenv {

struct Pyo3Feature {
  enum By { dependency, default_feature, maturin_feature } by = dependency;
  std::string feature;           // "abi3-py311"
  std::vector<std::string> via;  // "default", "abi3": the crate's features on the way; empty for a dependency
  TomlPosition at;               // of the last of them in the crate's manifest; 0:0 for a dependency

  std::string path() const;  // "`default` switches on `abi3`, which switches on `pyo3/abi3-py311`"
};

// Each once, in this order: on the dependency itself (its workspace's too), by `default`, by
// [tool.maturin] features.
std::vector<Pyo3Feature> plain_pyo3_features(const Project& project);

// "abi3-py311" → 3.11, "abi3t-py315" → 3.15; 0.0.0 for others, such as "abi3".
Version minimum_of_abi3(const std::string& feature);

}  // namespace ftenv

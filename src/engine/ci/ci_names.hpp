// What is known by name about workflows: recipes/workflow.toml.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace ftenv {

struct CiNames {
  std::string python;                    // "3.14": the free-threaded series that fixes name
  std::string container_python;          // its path in the images of manylinux
  std::vector<std::string> gil_pythons;  // for a crate without abi3
  std::vector<std::string> setup_python, maturin, cache, rust_cache, upload, download, publish, environments;
  std::vector<std::string> publish_commands;
  std::vector<std::string> linux_runners, windows_runners;
  std::vector<std::string> built_folders;
  std::string template_text;
};

Result<CiNames> load_ci_names();

bool is_one_of(const std::string& word, const std::vector<std::string>& words);
bool contains_one_of(std::string_view text, const std::vector<std::string>& parts);

}  // namespace ftenv

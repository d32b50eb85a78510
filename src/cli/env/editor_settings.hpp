// What an editor needs to see a project as `ftenv up` has built it. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"

namespace ftenv {

struct EditorFacts {
  std::string python;      // the environment's
  std::string target_dir;  // for the editor alone: cargo locks the one that builds use
  // Without cargo's default features and with these, where the default ones ask for abi3.
  bool own_features = false;
  std::vector<std::string> features;
};

// What VS Code's settings.json has to have, with the names of the Python extension and of rust-analyzer.
Json editor_settings(const EditorFacts& facts);

// Where it belongs, and what other editors call it; for stderr.
std::string editor_hint();

}  // namespace ftenv

// What `ftenv wire` would change in a project, as whole texts. Pure: reads nothing but what it is given.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "inspect/cargo/wiring.hpp"
#include "model/finding.hpp"
#include "model/finding_pages.hpp"
#include "model/recipe/recipe.hpp"

namespace ftenv {

struct WireChange {
  int line = 0;      // of the text as it was; 0: something new
  std::string text;  // what, and why; one clause
};

struct WireFile {
  fs::path file;
  std::string name;  // relative to the project
  std::string before, after;
  std::vector<WireChange> changes;
};

struct WirePlan {
  std::vector<WireFile> files;  // only those that change, and never one twice
  std::vector<Finding> findings;
};

struct WireRules {
  const CompatibilityRecipe& compatibility;
  const FindingPages& pages;
  bool assume_thread_safe = false;
};

// Errors: project (WR-01), where the project can't be made ready by such edits, with the reason. The plan
// for what it would write is empty: a second run changes nothing.
Result<WirePlan> plan_wiring(const WiredProject& project, const WireRules& rules);

}  // namespace ftenv

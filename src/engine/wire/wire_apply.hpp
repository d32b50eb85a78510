// Writes a plan of wire, all of it or nothing, and asks cargo before and after.
#pragma once

#include <string>
#include <vector>

#include "engine/services.hpp"
#include "engine/wire/wire_plan.hpp"

namespace ftenv {

struct WireApplied {
  std::vector<std::string> checked;  // what cargo was asked, as a person would type it
  std::vector<Finding> findings;     // WR-06
};

// Errors: project (WR-02), when cargo took the project before and does not any more; process, disk,
// permission, interrupted. After each of them every file is as it was, byte for byte. `compile`: run `cargo
// check` too.
Result<WireApplied> apply_wiring(Services& services, const WiredProject& project, const WirePlan& plan,
                                 const FindingPages& pages, bool compile);

}  // namespace ftenv

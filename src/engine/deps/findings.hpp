// The findings of deps: DP-01 and on.
#pragma once

#include <vector>

#include "engine/deps/deps.hpp"

namespace ftenv {

// Fills `severity` and `problem` of each dependency as well.
void add_dependency_findings(DepsReport& report, const DependencyLock& lock, const FindingPages& pages);

}  // namespace ftenv

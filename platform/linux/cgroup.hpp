// The CPU quota of this process's control groups. Private to platform/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/fs.hpp"

namespace ftenv {

// The process's directories that may hold a quota, of /proc/self/cgroup's text: v2's and v1's cpu
// controller, below `root`, nearest first, each with all its ancestors, since the tightest counts. Pure.
struct CgroupDirectories {
  std::vector<fs::path> unified;
  std::vector<fs::path> cpu;
};
CgroupDirectories cgroup_directories(std::string_view proc_self_cgroup, const fs::path& root);

// The tightest quota as whole cores, 0 where there is none. `root`: /sys/fs/cgroup.
int cgroup_cores(std::string_view proc_self_cgroup, const fs::path& root);

}  // namespace ftenv

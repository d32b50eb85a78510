#include "platform/linux/cgroup.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "platform/host_probe.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_small_file = 4096;

// A container often sees the path that its group has outside, below a root that is already its own;
// so a directory that does not exist is no reason to stop going up.
void add_with_ancestors(const fs::path& root, std::string_view group, std::vector<fs::path>& directories) {
  fs::path relative = fs::path(std::string(group)).relative_path();
  while (true) {
    directories.push_back(relative.empty() ? root : root / relative);
    if (relative.empty()) return;
    relative = relative.parent_path();
  }
}

void keep_tighter(int& cores, int found) {
  if (found > 0) cores = cores == 0 ? found : std::min(cores, found);
}

}  // namespace

// v2:      0::/user.slice/user-1000.slice/session-2.scope
// v1:      3:cpu,cpuacct:/docker/6dbaade8ae30
// hybrid:  both, the unified hierarchy then lies in /sys/fs/cgroup/unified
CgroupDirectories cgroup_directories(std::string_view proc_self_cgroup, const fs::path& root) {
  CgroupDirectories directories;
  for (const std::string& line : split_lines(proc_self_cgroup)) {
    const auto first = line.find(':');
    const auto second = first == std::string::npos ? first : line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const std::string group = line.substr(second + 1);
    if (controllers.empty()) {
      add_with_ancestors(root, group, directories.unified);
      add_with_ancestors(root / "unified", group, directories.unified);
      continue;
    }
    const auto names = split(controllers, ',');
    if (std::find(names.begin(), names.end(), "cpu") == names.end()) continue;
    add_with_ancestors(root / controllers, group, directories.cpu);
    if (names.size() > 1) add_with_ancestors(root / "cpu", group, directories.cpu);
  }
  return directories;
}

int cgroup_cores(std::string_view proc_self_cgroup, const fs::path& root) {
  int cores = 0;
  const CgroupDirectories directories = cgroup_directories(proc_self_cgroup, root);
  for (const fs::path& directory : directories.unified)
    if (const auto text = read_text(directory / "cpu.max", k_small_file))
      keep_tighter(cores, cores_of_cgroup_quota(*text));
  for (const fs::path& directory : directories.cpu) {
    const auto quota = read_text(directory / "cpu.cfs_quota_us", k_small_file);
    const auto period = read_text(directory / "cpu.cfs_period_us", k_small_file);
    if (quota && period) keep_tighter(cores, cores_of_cgroup_quota(*quota + " " + *period));
  }
  return cores;
}

}  // namespace ftenv

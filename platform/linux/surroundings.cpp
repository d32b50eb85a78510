#include "platform/linux/surroundings.hpp"

#include "base/text.hpp"

namespace ftenv {

// 12:cpu,cpuacct:/docker/8f2c…
// 0::/kubepods.slice/kubepods-burstable.slice/…
// 1:name=systemd:/lxc/web
bool looks_contained(std::string_view proc_self_cgroup, const Environment& environment) {
  if (!environment.get("container").empty()) return true;
  for (const char* runtime :
       {"/docker/", "/docker-", "kubepods", "/lxc/", "/lxc.payload", "containerd", "libpod"})
    if (contains(proc_self_cgroup, runtime)) return true;
  return false;
}

// Linux version 5.15.153.1-microsoft-standard-WSL2 (root@941d701f84f1) (gcc …) #1 SMP …
// Linux version 4.4.0-19041-Microsoft (Microsoft@Microsoft.com) (gcc …) #1237-Microsoft …
bool looks_like_wsl(std::string_view proc_version) {
  return contains(to_lower(proc_version), "microsoft");
}

}  // namespace ftenv

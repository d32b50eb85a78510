#include "platform/host_probe.hpp"

#include <sched.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/files.hpp"
#include "platform/identity.hpp"
#include "platform/linux/cgroup.hpp"
#include "platform/linux/libc.hpp"
#include "platform/linux/surroundings.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_small_file = 1u << 20;

std::string text_or_empty(const fs::path& path) {
  return read_text(path, k_small_file).value_or(std::string());
}

int cores_of_affinity() {
  // cpu_set_t has room for 1024; a machine with more refuses it, and then all that are online count.
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) == 0) return std::max(1, CPU_COUNT(&set));
  return static_cast<int>(std::max(1L, ::sysconf(_SC_NPROCESSORS_ONLN)));
}

int usable_cores(const std::string& proc_self_cgroup) {
  const int cores = cores_of_affinity();
  const int quota = cgroup_cores(proc_self_cgroup, "/sys/fs/cgroup");
  return quota == 0 ? cores : std::min(cores, quota);
}

bool exists(const char* path) {
  return ::access(path, F_OK) == 0;
}

}  // namespace

Result<Host> probe_host() {
  utsname names{};
  if (::uname(&names) != 0)
    return fail(ErrorCode::unsupported,
                std::string("the system does not say what it is: ") + std::strerror(errno));
  Host host;
  host.os = "linux";
  host.arch = names.machine;
  // os-release(5): the second is only for when the first is absent.
  const auto os_release = read_text("/etc/os-release", k_small_file);
  apply_os_release(os_release ? *os_release : text_or_empty("/usr/lib/os-release"), host);
  const LibcFacts libc = probe_libc("/");
  host.libc = libc.name;
  host.libc_version = libc.version;
  const std::string groups = text_or_empty("/proc/self/cgroup");
  host.cores = usable_cores(groups);
  host.root = is_root();
  host.container =
      exists("/.dockerenv") || exists("/run/.containerenv") || looks_contained(groups, current_environment());
  host.wsl = looks_like_wsl(text_or_empty("/proc/version"));
  return host;
}

}  // namespace ftenv

#include "platform/host_probe.hpp"

#include <windows.h>

#include <algorithm>
#include <bitset>

#include "platform/identity.hpp"
#include "platform/windows/windows_version.hpp"

namespace ftenv {
namespace {

// The affinity mask speaks of one group of at most 64; where there are more, all count.
int usable_cores() {
  constexpr WORD k_all_groups = 0xFFFF;
  if (::GetActiveProcessorGroupCount() > 1)
    return std::max(1, static_cast<int>(::GetActiveProcessorCount(k_all_groups)));
  DWORD_PTR ours = 0;
  DWORD_PTR machine = 0;
  if (::GetProcessAffinityMask(::GetCurrentProcess(), &ours, &machine) == 0) return 1;
  return std::max(1, static_cast<int>(std::bitset<64>(ours).count()));
}

}  // namespace

Result<Host> probe_host() {
  const WindowsVersion version = windows_version();
  if (version.major == 0) return fail(ErrorCode::unsupported, "the system does not say what it is");
  Host host;
  apply_windows_version(version, host);
  host.arch = native_architecture();
  host.cores = usable_cores();
  host.root = is_root();
  return host;
}

}  // namespace ftenv

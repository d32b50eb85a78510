#include <cstdlib>
#include <limits>

#include "base/text.hpp"
#include "platform/host_probe.hpp"

namespace ftenv {

int cores_of_cgroup_quota(std::string_view cpu_max) {
  const auto words = split_words(cpu_max);
  if (words.size() != 2) return 0;
  char* quota_end = nullptr;
  char* period_end = nullptr;
  const long long quota = std::strtoll(words[0].c_str(), &quota_end, 10);
  const long long period = std::strtoll(words[1].c_str(), &period_end, 10);
  // "max" (v2) and -1 (v1) mean no limit.
  if (*quota_end != '\0' || *period_end != '\0' || quota <= 0 || period <= 0) return 0;
  // Rounded up: on a core and a half, two jobs use it all and one does not.
  const long long cores = quota / period + (quota % period != 0 ? 1 : 0);
  return cores > std::numeric_limits<int>::max() ? 0 : static_cast<int>(cores);
}

}  // namespace ftenv

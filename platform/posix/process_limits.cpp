#include "platform/process_limits.hpp"

#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>

namespace ftenv {

std::size_t most_open_files() {
  constexpr rlim_t k_plenty = 1 << 16;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 256;
  return std::max<std::size_t>(16, static_cast<std::size_t>(std::min(limit.rlim_cur, k_plenty)));
}

void keep_others_from_writing() {
  const mode_t before = ::umask(022);
  ::umask(before | 002);
}

}  // namespace ftenv

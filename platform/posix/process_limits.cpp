#include "platform/process_limits.hpp"

#include <fcntl.h>
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

void fill_closed_streams() {
  // The lowest free number is the one that is given: the three are filled in order.
  for (int stream = 0; stream <= 2; ++stream) {
    if (::fcntl(stream, F_GETFD) == -1 && ::open("/dev/null", O_RDONLY) != stream) return;
  }
}

}  // namespace ftenv

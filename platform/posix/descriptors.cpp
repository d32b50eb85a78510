#include "platform/posix/descriptors.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "platform/posix/system_calls.hpp"

namespace ftenv {

Status lift_above_standard_streams(UniqueFd& descriptor) {
  if (descriptor.get() > STDERR_FILENO) return {};
  const int lifted = ::fcntl(descriptor.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (lifted < 0)
    return fail(ErrorCode::internal, std::string("can't duplicate a descriptor: ") + std::strerror(errno));
  descriptor = UniqueFd(lifted);
  return {};
}

int descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  return static_cast<int>(std::min<rlim_t>(limit.rlim_cur, 65536));
}

void seal_each_descriptor(int limit) {
  for (int descriptor = STDERR_FILENO + 1; descriptor < limit; ++descriptor) {
    const int flags = ::fcntl(descriptor, F_GETFD);
    if (flags >= 0) ::fcntl(descriptor, F_SETFD, flags | FD_CLOEXEC);
  }
}

}  // namespace ftenv

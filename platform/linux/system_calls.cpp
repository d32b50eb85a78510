#include "platform/posix/system_calls.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "platform/posix/descriptors.hpp"

namespace ftenv {
namespace {

// From linux/close_range.h, which older distributions don't ship.
constexpr unsigned k_close_range_cloexec = 1u << 2;
#ifdef SYS_close_range
constexpr long k_close_range = SYS_close_range;
#else
constexpr long k_close_range = 436;
#endif

}  // namespace

Result<Pipe> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    return fail(ErrorCode::internal, std::string("can't make a pipe: ") + std::strerror(errno));
  Pipe pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
  FTENV_CHECK(lift_above_standard_streams(pipe.read_end));
  FTENV_CHECK(lift_above_standard_streams(pipe.write_end));
  return pipe;
}

void seal_descriptors(int limit) {
  if (::syscall(k_close_range, STDERR_FILENO + 1, ~0u, k_close_range_cloexec) == 0) return;
  // Kernels before 5.11, or a sandbox that does not know the call.
  seal_each_descriptor(limit);
}

void close_from(int first, int limit) {
  if (::syscall(k_close_range, static_cast<unsigned>(first), ~0u, 0u) == 0) return;
  for (int descriptor = first; descriptor < limit; ++descriptor) ::close(descriptor);
}

void die_with_parent(pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::raise(SIGTERM);  // it died before we asked
}

bool flush_to_disk(int descriptor) {
  return ::fsync(descriptor) == 0;
}

}  // namespace ftenv

#include "platform/posix/system_calls.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "platform/posix/descriptors.hpp"

namespace ftenv {
namespace {

bool close_on_exec(const UniqueFd& descriptor) {
  return ::fcntl(descriptor.get(), F_SETFD, FD_CLOEXEC) == 0;
}

}  // namespace

// Between the two calls another thread's child could inherit the pipe. Children of `spawn` don't: each
// seals all descriptors of its own before exec.
Result<Pipe> make_pipe() {
  int ends[2];
  if (::pipe(ends) != 0)
    return fail(ErrorCode::internal, std::string("can't make a pipe: ") + std::strerror(errno));
  Pipe pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
  if (!close_on_exec(pipe.read_end) || !close_on_exec(pipe.write_end))
    return fail(ErrorCode::internal, std::string("can't keep a pipe to ourselves: ") + std::strerror(errno));
  FTENV_CHECK(lift_above_standard_streams(pipe.read_end));
  FTENV_CHECK(lift_above_standard_streams(pipe.write_end));
  return pipe;
}

void seal_descriptors(int limit) {
  seal_each_descriptor(limit);
}

void close_from(int first, int limit) {
  for (int descriptor = first; descriptor < limit; ++descriptor) ::close(descriptor);
}

// macOS has no signal for the death of a parent; the guard (posix/guard.hpp) ends what is left.
void die_with_parent(pid_t parent) {
  if (::getppid() != parent) ::_exit(127);
}

// Here fsync(2) ends in the drive's cache. File systems that have nothing stronger, such as those of a
// network, refuse the stronger one.
bool flush_to_disk(int descriptor) {
  return ::fcntl(descriptor, F_FULLFSYNC) == 0 || ::fsync(descriptor) == 0;
}

}  // namespace ftenv

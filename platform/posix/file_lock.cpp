#include "platform/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <utility>

#include "base/files.hpp"
#include "platform/host_probe.hpp"
#include "platform/posix/unique_fd.hpp"

namespace ftenv {
namespace {

FsError last_error() {
  return FsError(errno, boost::system::system_category());
}

// flock and not fcntl: it belongs to this open file, so that two threads exclude each other too, and
// reading the file elsewhere in the process does not release it. False with errno on failure.
bool take(int descriptor, LockKind kind) {
  int taken;
  do {
    taken = ::flock(descriptor, (kind == LockKind::shared ? LOCK_SH : LOCK_EX) | LOCK_NB);
  } while (taken != 0 && errno == EINTR);
  return taken == 0;
}

// A holder removes the file when it lets go, and somebody may have made a new one since it was opened.
bool is_still_at(int descriptor, const fs::path& path) {
  struct stat open_one {};
  struct stat named_one {};
  return ::fstat(descriptor, &open_one) == 0 && ::stat(path.c_str(), &named_one) == 0 &&
         open_one.st_dev == named_one.st_dev && open_one.st_ino == named_one.st_ino;
}

}  // namespace

Result<std::optional<FileLock>> FileLock::try_acquire(const fs::path& path, LockKind kind) {
  UniqueFd file;
  do {
    if (path.has_parent_path()) FTENV_CHECK(make_directories(path.parent_path()));
    file = UniqueFd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
    if (!file.open()) return fail(file_error(last_error(), "open", path));
    if (!take(file.get(), kind)) {
      if (errno == EWOULDBLOCK) return std::optional<FileLock>();
      return fail(file_error(last_error(), "lock", path));
    }
  } while (!is_still_at(file.get(), path));
  // Without the pid the lock holds as well: a full disk must not keep `undo` from freeing space.
  const std::string pid = std::to_string(current_pid()) + "\n";
  if (::ftruncate(file.get(), 0) == 0) {
    [[maybe_unused]] const ssize_t written = ::pwrite(file.get(), pid.data(), pid.size(), 0);
  }
  return std::optional<FileLock>(FileLock(file.release(), path));
}

long FileLock::holder(const fs::path& path) {
  const auto text = read_text(path, 64);
  if (!text) return 0;
  const long pid = std::strtol(text->c_str(), nullptr, 10);
  return pid > 0 ? pid : 0;
}

FileLock::FileLock(FileLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_path(std::move(other.m_path)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  FileLock taken(std::move(other));  // and with it goes what was held here
  std::swap(m_descriptor, taken.m_descriptor);
  m_path.swap(taken.m_path);
  return *this;
}

FileLock::~FileLock() {
  if (m_descriptor < 0) return;
  // Whoever shares it still needs the file; the last one finds itself alone.
  if (!take(m_descriptor, LockKind::exclusive)) {
    ::close(m_descriptor);
    return;
  }
  // While it is still ours: whoever waits with this file open sees that it is no longer the named one. The
  // pid goes too, for where the file can't be removed.
  [[maybe_unused]] const int cleared = ::ftruncate(m_descriptor, 0);
  if (is_still_at(m_descriptor, m_path)) ::unlink(m_path.c_str());
  ::close(m_descriptor);
}

}  // namespace ftenv

#include "base/os_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace ftenv::os_files {
namespace {

FsError last_error() {
  return FsError(errno, boost::system::system_category());
}

FsError write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return last_error();
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

FsError write_new(const fs::path& path, std::string_view bytes) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0) return last_error();
  FsError error = write_all(descriptor, bytes);
  if (!error && ::fsync(descriptor) != 0) error = last_error();
  // Network file systems report a full disk as late as here.
  if (::close(descriptor) != 0 && !error) error = last_error();
  return error;
}

FsError copy_mode_and_owner(const fs::path& from, const fs::path& to) {
  struct stat status {};
  if (::stat(from.c_str(), &status) != 0) return last_error();
  // The owner first: changing it clears mode bits. Failing is normal for whoever is not root.
  const bool owner_kept = ::chown(to.c_str(), status.st_uid, status.st_gid) == 0;
  const mode_t special = owner_kept ? status.st_mode & 07000 : 0;
  if (::chmod(to.c_str(), (status.st_mode & 0777) | special) != 0) return last_error();
  return {};
}

bool may_create_in(const fs::path& directory) {
  return ::faccessat(AT_FDCWD, directory.c_str(), W_OK | X_OK, AT_EACCESS) == 0;
}

}  // namespace ftenv::os_files

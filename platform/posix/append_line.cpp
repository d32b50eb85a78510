#include "platform/append_line.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "base/files.hpp"
#include "platform/posix/system_calls.hpp"

namespace ftenv {
namespace {

Failure failed(const char* doing, const fs::path& path) {
  return fail(file_error(FsError(errno, boost::system::system_category()), doing, path));
}

}  // namespace

Status append_line_synced(const fs::path& path, std::string_view line) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) return failed("open", path);
  const std::string bytes = std::string(line) + "\n";
  const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
  if (written != static_cast<ssize_t>(bytes.size())) {
    if (written >= 0) errno = ENOSPC;  // a short write to a file means a full disk
    const Failure failure = failed("append to", path);
    ::close(descriptor);
    return failure;
  }
  if (!flush_to_disk(descriptor)) {
    const Failure failure = failed("sync", path);
    ::close(descriptor);
    return failure;
  }
  ::close(descriptor);
  return {};
}

}  // namespace ftenv

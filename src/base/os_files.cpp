#include "base/os_files.hpp"

#include <fcntl.h>
#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace ftenv::os_files {
namespace {

FsError last_error() {
  return FsError(errno, boost::system::system_category());
}

FsError outcome(int returned) {
  return returned == 0 ? FsError() : last_error();
}

}  // namespace

OutputFile::OutputFile(OutputFile&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
  if (this != &other) {
    (void)close();
    m_descriptor = std::exchange(other.m_descriptor, -1);
  }
  return *this;
}

OutputFile::~OutputFile() {
  (void)close();
}

FsError OutputFile::create(const fs::path& path, bool executable) {
  (void)close();
  m_descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, executable ? 0777 : 0666);
  return m_descriptor < 0 ? last_error() : FsError();
}

FsError OutputFile::open_after(const fs::path& path, std::uintmax_t keep) {
  (void)close();
  // Not blocking: a FIFO that somebody put there must be refused, not waited for.
  m_descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666);
  if (m_descriptor < 0) return last_error();
  struct stat status {};
  if (::fstat(m_descriptor, &status) != 0) return last_error();
  if (!S_ISREG(status.st_mode)) {
    (void)close();
    return boost::system::errc::make_error_code(boost::system::errc::not_supported);
  }
  if (const FsError error = outcome(::ftruncate(m_descriptor, static_cast<off_t>(keep)))) return error;
  return ::lseek(m_descriptor, 0, SEEK_END) < 0 ? last_error() : FsError();
}

FsError OutputFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return last_error();
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

FsError OutputFile::set_modified(std::int64_t seconds) {
  struct timespec times[2] = {};
  times[0].tv_nsec = UTIME_OMIT;
  times[1].tv_sec = static_cast<time_t>(seconds);
  return outcome(::futimens(m_descriptor, times));
}

FsError OutputFile::sync() {
  return outcome(::fsync(m_descriptor));
}

FsError OutputFile::close() {
  if (m_descriptor < 0) return {};
  return outcome(::close(std::exchange(m_descriptor, -1)));
}

InputFile::~InputFile() {
  if (m_descriptor >= 0) ::close(m_descriptor);
}

FsError InputFile::open(const fs::path& path) {
  if (m_descriptor >= 0) ::close(std::exchange(m_descriptor, -1));
  m_descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (m_descriptor < 0) return last_error();
  struct stat status {};
  if (::fstat(m_descriptor, &status) != 0) return last_error();
  if (S_ISREG(status.st_mode)) return {};
  if (S_ISDIR(status.st_mode))
    return boost::system::errc::make_error_code(boost::system::errc::is_a_directory);
  return boost::system::errc::make_error_code(boost::system::errc::not_supported);
}

FsError InputFile::read_at(std::uintmax_t offset, char* buffer, std::size_t size, std::size_t& got) const {
  for (;;) {
    const ssize_t count = ::pread(m_descriptor, buffer, size, static_cast<off_t>(offset));
    if (count >= 0) {
      got = static_cast<std::size_t>(count);
      return {};
    }
    if (errno != EINTR) return last_error();
  }
}

fs::path system_path(const fs::path& path) {
  return path;
}

std::ifstream input_stream(const fs::path& path) {
  return std::ifstream(path.native(), std::ios::binary);
}

FsError replace(const fs::path& from, const fs::path& to) {
  FsError error;
  fs::rename(from, to, error);
  return error;
}

FsError write_new(const fs::path& path, std::string_view bytes) {
  OutputFile file;
  if (const FsError error = file.create(path)) return error;
  if (const FsError error = file.write(bytes)) return error;
  if (const FsError error = file.sync()) return error;
  // Network file systems report a full disk as late as here.
  return file.close();
}

FsError copy_mode_and_owner(const fs::path& from, const fs::path& to) {
  struct stat status {};
  if (::stat(from.c_str(), &status) != 0) return last_error();
  // The owner first: changing it clears mode bits. Failing is normal for whoever is not root.
  const bool owner_kept = ::chown(to.c_str(), status.st_uid, status.st_gid) == 0;
  const mode_t special = owner_kept ? status.st_mode & 07000 : 0;
  return outcome(::chmod(to.c_str(), (status.st_mode & 0777) | special));
}

bool may_create_in(const fs::path& directory) {
  return ::faccessat(AT_FDCWD, directory.c_str(), W_OK | X_OK, AT_EACCESS) == 0;
}

struct Utf8Thread::State {
  locale_t utf8 = nullptr;
  locale_t before = nullptr;
};

Utf8Thread::Utf8Thread() : m_state(std::make_unique<State>()) {
  m_state->utf8 = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  // A system without it keeps what it has: only exotic names suffer.
  if (m_state->utf8) m_state->before = ::uselocale(m_state->utf8);
}

Utf8Thread::~Utf8Thread() {
  if (!m_state->utf8) return;
  ::uselocale(m_state->before);
  ::freelocale(m_state->utf8);
}

}  // namespace ftenv::os_files

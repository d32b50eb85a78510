#include "platform/file_lock.hpp"

#include <fcntl.h>
#include <io.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>
#include <utility>

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "platform/host_probe.hpp"
#include "platform/windows/system_error.hpp"
#include "platform/windows/unique_handle.hpp"

namespace ftenv {
namespace {

// Locks of Windows keep others from reading what is locked, and the pid has to be read: so a byte far
// behind the end is taken.
constexpr DWORD k_locked_at = 0x40000000;

HANDLE handle_of(int descriptor) {
  return reinterpret_cast<HANDLE>(::_get_osfhandle(descriptor));
}

UniqueHandle open_file(const fs::path& path, DWORD creation) {
  return UniqueHandle(::CreateFileW(os_files::system_path(path).c_str(),
                                    GENERIC_READ | GENERIC_WRITE | DELETE,
                                    FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, creation,
                                    FILE_ATTRIBUTE_NORMAL, nullptr));
}

// A name whose file somebody has removed but still has open can't be opened until that is over.
UniqueHandle open_patiently(const fs::path& path) {
  constexpr int k_tries = 40;
  for (int tries = 1;; ++tries) {
    UniqueHandle file = open_file(path, OPEN_ALWAYS);
    if (file.open() || tries == k_tries) return file;
    const DWORD why = ::GetLastError();
    if (why != ERROR_ACCESS_DENIED && why != ERROR_DELETE_PENDING && why != ERROR_SHARING_VIOLATION)
      return file;
    const DWORD attributes = ::GetFileAttributesW(os_files::system_path(path).c_str());
    const bool directory = attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY);
    ::SetLastError(why);
    if (directory) return file;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    ::SetLastError(why);
  }
}

bool take(HANDLE file, LockKind kind) {
  OVERLAPPED where{};
  where.Offset = k_locked_at;
  return ::LockFileEx(file,
                      (kind == LockKind::shared ? 0 : LOCKFILE_EXCLUSIVE_LOCK) | LOCKFILE_FAIL_IMMEDIATELY, 0,
                      1, 0, &where) != 0;
}

// A holder removes the file when it lets go, and somebody may have made a new one since it was opened.
bool is_still_at(HANDLE file, const fs::path& path) {
  FILE_STANDARD_INFO standard{};
  if (::GetFileInformationByHandleEx(file, FileStandardInfo, &standard, sizeof standard) == 0 ||
      standard.DeletePending)
    return false;
  const UniqueHandle named(::CreateFileW(os_files::system_path(path).c_str(), FILE_READ_ATTRIBUTES,
                                         FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                         OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
  BY_HANDLE_FILE_INFORMATION open_one{};
  BY_HANDLE_FILE_INFORMATION named_one{};
  return named.open() && ::GetFileInformationByHandle(file, &open_one) != 0 &&
         ::GetFileInformationByHandle(named.get(), &named_one) != 0 &&
         open_one.dwVolumeSerialNumber == named_one.dwVolumeSerialNumber &&
         open_one.nFileIndexHigh == named_one.nFileIndexHigh &&
         open_one.nFileIndexLow == named_one.nFileIndexLow;
}

void write_holder(HANDLE file, const std::string& text) {
  LARGE_INTEGER start{};
  DWORD written = 0;
  if (::SetFilePointerEx(file, start, nullptr, FILE_BEGIN) == 0 || ::SetEndOfFile(file) == 0) return;
  if (!text.empty()) ::WriteFile(file, text.data(), static_cast<DWORD>(text.size()), &written, nullptr);
}

}  // namespace

Result<std::optional<FileLock>> FileLock::try_acquire(const fs::path& path, LockKind kind) {
  UniqueHandle file;
  do {
    if (path.has_parent_path()) FTENV_CHECK(make_directories(path.parent_path()));
    file = open_patiently(path);
    if (!file.open()) return fail(file_error(last_error(), "open", path));
    if (!take(file.get(), kind)) {
      if (::GetLastError() == ERROR_LOCK_VIOLATION || ::GetLastError() == ERROR_IO_PENDING)
        return std::optional<FileLock>();
      return fail(file_error(last_error(), "lock", path));
    }
  } while (!is_still_at(file.get(), path));
  // Without the pid the lock holds as well: a full disk must not keep `undo` from freeing space.
  write_holder(file.get(), std::to_string(current_pid()) + "\n");
  const int descriptor = ::_open_osfhandle(reinterpret_cast<intptr_t>(file.get()), _O_NOINHERIT);
  if (descriptor < 0) return fail(file_error(error_of(ERROR_TOO_MANY_OPEN_FILES), "lock", path));
  file.release();  // the descriptor's now
  return std::optional<FileLock>(FileLock(descriptor, path));
}

// Not as other files are read: the C library would not share it with whoever may delete it, which is the
// holder.
long FileLock::holder(const fs::path& path) {
  os_files::InputFile file;
  char text[64] = {};
  std::size_t got = 0;
  if (file.open(path) || file.read_at(0, text, sizeof text - 1, got)) return 0;
  const long pid = std::strtol(text, nullptr, 10);
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
  // While it is still ours: whoever waits with this file open sees that it is to be deleted. The pid goes
  // too, for where the file can't be removed.
  const HANDLE file = handle_of(m_descriptor);
  // Whoever shares it, or has taken it in this moment, still needs the file; the last one finds itself
  // alone. A lock can't be raised here, only given up and taken again.
  OVERLAPPED where{};
  where.Offset = k_locked_at;
  ::UnlockFileEx(file, 0, 1, 0, &where);
  if (!take(file, LockKind::exclusive)) {
    ::_close(m_descriptor);
    return;
  }
  write_holder(file, "");
  if (is_still_at(file, m_path)) {
    FILE_DISPOSITION_INFO removal{};
    removal.DeleteFile = TRUE;
    ::SetFileInformationByHandle(file, FileDispositionInfo, &removal, sizeof removal);
  }
  ::_close(m_descriptor);
}

}  // namespace ftenv

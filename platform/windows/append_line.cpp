#include "platform/append_line.hpp"

#include <string>

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "platform/windows/system_error.hpp"
#include "platform/windows/unique_handle.hpp"

namespace ftenv {
namespace {

// Held while a line is written. Windows appends in one piece, but not every system that runs its programs.
class AppendLock {
 public:
  explicit AppendLock(HANDLE file) : m_file(file) {
    OVERLAPPED where = far_behind_the_end();
    ::LockFileEx(m_file, LOCKFILE_EXCLUSIVE_LOCK, 0, 1, 0, &where);
  }
  AppendLock(const AppendLock&) = delete;
  AppendLock& operator=(const AppendLock&) = delete;
  ~AppendLock() {
    OVERLAPPED where = far_behind_the_end();
    ::UnlockFileEx(m_file, 0, 1, 0, &where);
  }

 private:
  static OVERLAPPED far_behind_the_end() {
    OVERLAPPED where{};
    where.OffsetHigh = 1;
    return where;
  }
  HANDLE m_file;
};

}  // namespace

Status append_line_synced(const fs::path& path, std::string_view line) {
  // With nothing but FILE_APPEND_DATA each write goes behind the last byte in one piece.
  const UniqueHandle file(::CreateFileW(os_files::system_path(path).c_str(),
                                        FILE_APPEND_DATA | GENERIC_READ | SYNCHRONIZE,
                                        FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                        OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!file.open()) return fail(file_error(last_error(), "open", path));
  const AppendLock lock(file.get());
  const std::string bytes = std::string(line) + "\n";
  DWORD written = 0;
  if (::WriteFile(file.get(), bytes.data(), static_cast<DWORD>(bytes.size()), &written, nullptr) == 0)
    return fail(file_error(last_error(), "append to", path));
  if (written != bytes.size()) return fail(file_error(error_of(ERROR_DISK_FULL), "append to", path));
  if (::FlushFileBuffers(file.get()) == 0) return fail(file_error(last_error(), "sync", path));
  return {};
}

}  // namespace ftenv

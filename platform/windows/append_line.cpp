#include "platform/append_line.hpp"

#include <string>

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "platform/windows/system_error.hpp"
#include "platform/windows/unique_handle.hpp"

namespace ftenv {

Status append_line_synced(const fs::path& path, std::string_view line) {
  // With nothing but FILE_APPEND_DATA each write goes behind the last byte in one piece.
  const UniqueHandle file(::CreateFileW(os_files::system_path(path).c_str(), FILE_APPEND_DATA | SYNCHRONIZE,
                                        FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                        OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!file.open()) return fail(file_error(last_error(), "open", path));
  const std::string bytes = std::string(line) + "\n";
  DWORD written = 0;
  if (::WriteFile(file.get(), bytes.data(), static_cast<DWORD>(bytes.size()), &written, nullptr) == 0)
    return fail(file_error(last_error(), "append to", path));
  if (written != bytes.size()) return fail(file_error(error_of(ERROR_DISK_FULL), "append to", path));
  if (::FlushFileBuffers(file.get()) == 0) return fail(file_error(last_error(), "sync", path));
  return {};
}

}  // namespace ftenv

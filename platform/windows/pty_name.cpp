#include "platform/windows/pty_name.hpp"

#include <array>
#include <cstring>

namespace ftenv {

bool is_pty_name(std::wstring_view name) {
  const bool ours =
      name.find(L"msys-") != std::wstring_view::npos || name.find(L"cygwin-") != std::wstring_view::npos;
  return ours && name.find(L"-pty") != std::wstring_view::npos &&
         name.find(L"-master") != std::wstring_view::npos;
}

bool is_pty(HANDLE stream) {
  if (::GetFileType(stream) != FILE_TYPE_PIPE) return false;
  alignas(FILE_NAME_INFO) std::array<char, sizeof(FILE_NAME_INFO) + MAX_PATH * sizeof(wchar_t)> bytes{};
  if (::GetFileInformationByHandleEx(stream, FileNameInfo, bytes.data(), static_cast<DWORD>(bytes.size())) ==
      0)
    return false;
  FILE_NAME_INFO info{};
  std::memcpy(&info, bytes.data(), sizeof info);
  std::array<wchar_t, MAX_PATH> name{};
  const std::size_t length = info.FileNameLength / sizeof(wchar_t);
  if (length > name.size()) return false;
  std::memcpy(name.data(), bytes.data() + offsetof(FILE_NAME_INFO, FileName), info.FileNameLength);
  return is_pty_name(std::wstring_view(name.data(), length));
}

}  // namespace ftenv

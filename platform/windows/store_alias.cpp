#include "platform/windows/store_alias.hpp"

#include <windows.h>

#include <array>
#include <cstring>
#include <vector>

#include "base/os_files.hpp"
#include "base/text.hpp"
#include "platform/windows/unique_handle.hpp"
#include "platform/windows/wide.hpp"

namespace ftenv {
namespace {

constexpr std::uint32_t k_app_exec_link = 0x8000001B;  // IO_REPARSE_TAG_APPEXECLINK
constexpr std::uint32_t k_strings_version = 3;
constexpr std::size_t k_head = 8;  // tag, length, reserved

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

}  // namespace

bool StoreAlias::is_placeholder() const {
  // Of a fresh Windows; the first word names what installs apps.
  return contains(to_lower(program), "appinstallerpythonredirector");
}

// From Microsoft's documents and the readers of others; no real one was at hand:
//   1b 00 00 80 | length | reserved | 03 00 00 00 | package\0 entry point\0 program\0 "0"\0   (UTF-16)
std::optional<StoreAlias> parse_store_alias(std::string_view data) {
  if (data.size() < k_head + 4 || number_at(data, 0) != k_app_exec_link ||
      number_at(data, k_head) != k_strings_version)
    return std::nullopt;
  const std::string_view text = data.substr(k_head + 4);
  std::wstring wide(text.size() / sizeof(wchar_t), L'\0');
  std::memcpy(wide.data(), text.data(), wide.size() * sizeof(wchar_t));
  std::vector<std::string> strings;
  std::size_t at = 0;
  while (strings.size() < 3) {
    const auto end = wide.find(L'\0', at);
    if (end == std::wstring::npos) return std::nullopt;
    strings.push_back(to_utf8(std::wstring_view(wide).substr(at, end - at)));
    at = end + 1;
  }
  return StoreAlias{strings[0], strings[2]};
}

std::optional<StoreAlias> read_store_alias(const fs::path& file) {
  const UniqueHandle opened(
      ::CreateFileW(os_files::system_path(file).c_str(), FILE_READ_ATTRIBUTES,
                    FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                    FILE_FLAG_OPEN_REPARSE_POINT | FILE_FLAG_BACKUP_SEMANTICS, nullptr));
  if (!opened.open()) return std::nullopt;
  constexpr DWORD k_get_reparse_point = 0x000900A8;  // FSCTL_GET_REPARSE_POINT
  std::array<char, 16u << 10> data{};                // the most that one can hold
  DWORD got = 0;
  if (::DeviceIoControl(opened.get(), k_get_reparse_point, nullptr, 0, data.data(),
                        static_cast<DWORD>(data.size()), &got, nullptr) == 0)
    return std::nullopt;
  return parse_store_alias(std::string_view(data.data(), got));
}

}  // namespace ftenv

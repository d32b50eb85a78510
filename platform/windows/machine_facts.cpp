#include "platform/machine_facts.hpp"

#include <windows.h>

#include <aclapi.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <vector>

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "base/text.hpp"
#include "platform/windows/system_error.hpp"
#include "platform/windows/unique_handle.hpp"
#include "platform/windows/wide.hpp"

namespace ftenv {
namespace {

fs::path nearest_existing(fs::path place) {
  FsError ignored;
  while (!fs::exists(place, ignored) && place.has_parent_path()) place = place.parent_path();
  return place;
}

// The SID of whoever runs this process, in the bytes that the system gives it in.
std::vector<char> token_owner() {
  HANDLE opened = nullptr;
  if (::OpenProcessToken(::GetCurrentProcess(), TOKEN_QUERY, &opened) == 0) return {};
  const UniqueHandle token(opened);
  DWORD size = 0;
  ::GetTokenInformation(token.get(), TokenUser, nullptr, 0, &size);
  std::vector<char> bytes(size);
  if (size == 0 || ::GetTokenInformation(token.get(), TokenUser, bytes.data(), size, &size) == 0) return {};
  return bytes;
}

bool is_ours(PSID owner) {
  std::vector<char> bytes = token_owner();
  return !bytes.empty() && ::EqualSid(reinterpret_cast<TOKEN_USER*>(bytes.data())->User.Sid, owner) != 0;
}

std::string name_of(PSID owner) {
  std::array<wchar_t, 256> name{};
  std::array<wchar_t, 256> domain{};
  auto name_units = static_cast<DWORD>(name.size());
  auto domain_units = static_cast<DWORD>(domain.size());
  SID_NAME_USE kind{};
  if (::LookupAccountSidW(nullptr, owner, name.data(), &name_units, domain.data(), &domain_units, &kind) == 0)
    return "unknown";
  return to_utf8(name.data());
}

class WindowsMachine : public Machine {
 public:
  Result<FilesystemFacts> filesystem(const fs::path& place) const override {
    const fs::path there = nearest_existing(fs::absolute(place));
    std::array<wchar_t, 1024> root{};
    DWORD serial = 0;
    DWORD flags = 0;
    ULARGE_INTEGER free_for_us{};
    if (::GetVolumePathNameW(there.c_str(), root.data(), static_cast<DWORD>(root.size())) == 0 ||
        ::GetVolumeInformationW(root.data(), nullptr, 0, &serial, nullptr, &flags, nullptr, 0) == 0 ||
        ::GetDiskFreeSpaceExW(root.data(), &free_for_us, nullptr, nullptr) == 0)
      return fail(file_error(last_error(), "look at the file system of", there));
    FilesystemFacts facts;
    facts.free_bytes = free_for_us.QuadPart;
    facts.device = serial;
    facts.read_only = (flags & FILE_READ_ONLY_VOLUME) != 0;
    return facts;
  }

  OwnerFacts owner(const fs::path& path) const override {
    OwnerFacts facts;
    const std::wstring name = os_files::system_path(path).wstring();
    const DWORD attributes = ::GetFileAttributesW(name.c_str());
    if (attributes == INVALID_FILE_ATTRIBUTES) return facts;
    facts.exists = true;
    facts.directory = (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
    facts.writable = facts.directory ? os_files::may_create_in(path) : may_write(name);
    PSID owner = nullptr;
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    std::wstring given = name;
    if (::GetNamedSecurityInfoW(given.data(), SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, &owner, nullptr,
                                nullptr, nullptr, &descriptor) == ERROR_SUCCESS) {
      facts.mine = is_ours(owner);
      facts.owner = name_of(owner);
      ::LocalFree(descriptor);
    }
    return facts;
  }

  Result<MemoryFacts> memory() const override {
    MEMORYSTATUSEX status{};
    status.dwLength = sizeof status;
    if (::GlobalMemoryStatusEx(&status) == 0)
      return fail(ErrorCode::internal, "the system does not say how much memory is free");
    MemoryFacts facts;
    facts.available_bytes = status.ullAvailPhys;
    // ullAvailPageFile is what can still be promised: memory and page file together.
    facts.swap_bytes = status.ullAvailPageFile - std::min(status.ullAvailPageFile, status.ullAvailPhys);
    return facts;
  }

  bool has_locale(const std::string& name) const override {
    const std::string plain = name.substr(0, name.find('.'));
    if (plain == "C" || plain == "POSIX") return true;
    return ::IsValidLocaleName(to_wide(replace_all(plain, "_", "-")).c_str()) != 0;
  }

  std::int64_t seconds_since_1970() const override { return std::time(nullptr); }

 private:
  static bool may_write(const std::wstring& name) {
    return UniqueHandle(::CreateFileW(name.c_str(), FILE_WRITE_DATA,
                                      FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                      OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr))
        .open();
  }
};

}  // namespace

const Machine& system_machine() {
  static const WindowsMachine machine;
  return machine;
}

}  // namespace ftenv

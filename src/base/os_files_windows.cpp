#include <fcntl.h>
#include <io.h>
#include <windows.h>

#include <aclapi.h>

#include <codecvt>
#include <filesystem>
#include <locale>
#include <utility>

#include "base/os_files.hpp"
#include "base/rename_patience.hpp"

namespace ftenv::os_files {
namespace {

// A path's bytes are UTF-8 everywhere in ftenv, whatever the code page is. Before anything makes a path.
const bool g_paths_are_utf8 = [] {
  fs::path::imbue(std::locale(std::locale(), new std::codecvt_utf8_utf16<wchar_t>));
  return true;
}();

FsError error_of(DWORD code) {
  return FsError(static_cast<int>(code), boost::system::system_category());
}

FsError last_error() {
  return error_of(::GetLastError());
}

FsError outcome(BOOL returned) {
  return returned != 0 ? FsError() : last_error();
}

HANDLE handle_of(int descriptor) {
  return reinterpret_cast<HANDLE>(::_get_osfhandle(descriptor));
}

// -1 with GetLastError set.
int descriptor_of(HANDLE handle) {
  if (handle == INVALID_HANDLE_VALUE) return -1;
  const int descriptor = ::_open_osfhandle(reinterpret_cast<intptr_t>(handle), _O_BINARY | _O_NOINHERIT);
  if (descriptor < 0) {
    ::CloseHandle(handle);
    ::SetLastError(ERROR_TOO_MANY_OPEN_FILES);
  }
  return descriptor;
}

// Others may read, write and rename what is open here, as they may on other systems.
constexpr DWORD k_shared = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

FsError check_regular(int descriptor) {
  FILE_ATTRIBUTE_TAG_INFO info{};
  if (::GetFileType(handle_of(descriptor)) != FILE_TYPE_DISK)
    return boost::system::errc::make_error_code(boost::system::errc::not_supported);
  if (::GetFileInformationByHandleEx(handle_of(descriptor), FileAttributeTagInfo, &info, sizeof info) == 0)
    return last_error();
  const DWORD odd = FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_REPARSE_POINT;
  if ((info.FileAttributes & odd) != 0)
    return boost::system::errc::make_error_code(boost::system::errc::not_supported);
  return {};
}

}  // namespace

fs::path system_path(const fs::path& path) {
  const std::wstring& text = path.native();
  if (text.rfind(L"\\\\", 0) == 0 || text.rfind(L"//", 0) == 0) return path;
  // What has the prefix is taken as it stands: no "/", no "..", no relative names.
  const DWORD units = ::GetFullPathNameW(text.c_str(), 0, nullptr, nullptr);
  if (units == 0) return path;
  std::wstring full(units, L'\0');
  full.resize(::GetFullPathNameW(text.c_str(), units, full.data(), nullptr));
  // "NUL" and its kin become "\\.\NUL".
  if (full.rfind(L"\\\\", 0) == 0) return fs::path(full);
  return fs::path(L"\\\\?\\" + full);
}

std::ifstream input_stream(const fs::path& path) {
  return std::ifstream(std::filesystem::path(system_path(path).native()), std::ios::binary);
}

OutputFile::OutputFile(OutputFile&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
  if (this != &other) {
    close();
    m_descriptor = std::exchange(other.m_descriptor, -1);
  }
  return *this;
}

OutputFile::~OutputFile() {
  close();
}

// `executable` is what a name ends in here.
FsError OutputFile::create(const fs::path& path, bool) {
  close();
  m_descriptor = descriptor_of(::CreateFileW(system_path(path).c_str(), GENERIC_READ | GENERIC_WRITE,
                                             k_shared, nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr));
  return m_descriptor < 0 ? last_error() : FsError();
}

FsError OutputFile::open_after(const fs::path& path, std::uintmax_t keep) {
  close();
  m_descriptor = descriptor_of(::CreateFileW(system_path(path).c_str(), GENERIC_READ | GENERIC_WRITE,
                                             k_shared, nullptr, OPEN_ALWAYS,
                                             FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
  if (m_descriptor < 0) return last_error();
  if (const FsError error = check_regular(m_descriptor)) {
    close();
    return error;
  }
  LARGE_INTEGER end{};
  end.QuadPart = static_cast<LONGLONG>(keep);
  if (::SetFilePointerEx(handle_of(m_descriptor), end, nullptr, FILE_BEGIN) == 0) return last_error();
  return outcome(::SetEndOfFile(handle_of(m_descriptor)));
}

FsError OutputFile::write(std::string_view bytes) {
  constexpr std::size_t k_at_once = 1u << 30;
  while (!bytes.empty()) {
    DWORD written = 0;
    if (::WriteFile(handle_of(m_descriptor), bytes.data(),
                    static_cast<DWORD>(bytes.size() < k_at_once ? bytes.size() : k_at_once), &written,
                    nullptr) == 0)
      return last_error();
    bytes.remove_prefix(written);
  }
  return {};
}

FsError OutputFile::set_modified(std::int64_t seconds) {
  // Tenths of microseconds since 1601.
  constexpr std::int64_t k_seconds_from_1601_to_1970 = 11644473600;
  const std::int64_t ticks = (seconds + k_seconds_from_1601_to_1970) * 10000000;
  FILETIME time{};
  time.dwLowDateTime = static_cast<DWORD>(ticks & 0xFFFFFFFF);
  time.dwHighDateTime = static_cast<DWORD>(ticks >> 32);
  return outcome(::SetFileTime(handle_of(m_descriptor), nullptr, nullptr, &time));
}

FsError OutputFile::sync() {
  return outcome(::FlushFileBuffers(handle_of(m_descriptor)));
}

FsError OutputFile::close() {
  if (m_descriptor < 0) return {};
  return outcome(::_close(std::exchange(m_descriptor, -1)) == 0 ? TRUE : FALSE);
}

InputFile::~InputFile() {
  if (m_descriptor >= 0) ::_close(m_descriptor);
}

FsError InputFile::open(const fs::path& path) {
  if (m_descriptor >= 0) ::_close(std::exchange(m_descriptor, -1));
  m_descriptor = descriptor_of(::CreateFileW(system_path(path).c_str(), GENERIC_READ, k_shared, nullptr,
                                             OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
  if (m_descriptor < 0) return last_error();
  if (::GetFileType(handle_of(m_descriptor)) == FILE_TYPE_DISK) return {};
  return boost::system::errc::make_error_code(boost::system::errc::not_supported);
}

FsError InputFile::read_at(std::uintmax_t offset, char* buffer, std::size_t size, std::size_t& got) const {
  OVERLAPPED where{};
  where.Offset = static_cast<DWORD>(offset & 0xFFFFFFFF);
  where.OffsetHigh = static_cast<DWORD>(offset >> 32);
  constexpr std::size_t k_at_once = 1u << 30;
  DWORD count = 0;
  if (::ReadFile(handle_of(m_descriptor), buffer, static_cast<DWORD>(size < k_at_once ? size : k_at_once),
                 &count, &where) == 0) {
    if (::GetLastError() != ERROR_HANDLE_EOF) return last_error();
    count = 0;
  }
  got = count;
  return {};
}

FsError write_new(const fs::path& path, std::string_view bytes) {
  OutputFile file;
  if (const FsError error = file.create(path)) return error;
  if (const FsError error = file.write(bytes)) return error;
  if (const FsError error = file.sync()) return error;
  return file.close();
}

FsError replace(const fs::path& from, const fs::path& to) {
  RenamePatience patience;
  for (;;) {
    if (::MoveFileExW(system_path(from).c_str(), system_path(to).c_str(),
                      MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != 0)
      return {};
    const DWORD why = ::GetLastError();
    // A scanner or an indexer has it open, and lets go in a moment. A real lack of rights looks the same.
    const bool held =
        why == ERROR_SHARING_VIOLATION || why == ERROR_ACCESS_DENIED || why == ERROR_LOCK_VIOLATION;
    if (!held) return error_of(why);
    const auto pause = patience.next();
    if (!pause) return error_of(why);
    ::Sleep(static_cast<DWORD>(pause->count()));
  }
}

// Who owns it and what it grants. The owner of another can only be set with a privilege that few have.
FsError copy_mode_and_owner(const fs::path& from, const fs::path& to) {
  std::wstring source = system_path(from).native();
  std::wstring target = system_path(to).native();
  const DWORD attributes = ::GetFileAttributesW(source.c_str());
  if (attributes == INVALID_FILE_ATTRIBUTES) return last_error();
  PACL grants = nullptr;
  PSECURITY_DESCRIPTOR descriptor = nullptr;
  if (::GetNamedSecurityInfoW(source.data(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr, nullptr,
                              &grants, nullptr, &descriptor) == ERROR_SUCCESS) {
    ::SetNamedSecurityInfoW(target.data(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr, nullptr,
                            grants, nullptr);
    ::LocalFree(descriptor);
  }
  return outcome(::SetFileAttributesW(
      target.c_str(),
      attributes & (FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM) ? attributes : FILE_ATTRIBUTE_NORMAL));
}

// By asking for the right itself: an access list is read rightly by the system alone.
bool may_create_in(const fs::path& directory) {
  const HANDLE opened = ::CreateFileW(system_path(directory).c_str(), FILE_ADD_FILE | FILE_ADD_SUBDIRECTORY,
                                      k_shared, nullptr, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr);
  if (opened == INVALID_HANDLE_VALUE) return false;
  ::CloseHandle(opened);
  return true;
}

// Names in archives: libarchive of Windows has UTF-16 ones beside those of the thread's locale.
struct Utf8Thread::State {
  std::string before;
};

Utf8Thread::Utf8Thread() : m_state(std::make_unique<State>()) {
  ::_configthreadlocale(_ENABLE_PER_THREAD_LOCALE);
  if (const char* before = std::setlocale(LC_CTYPE, nullptr)) m_state->before = before;
  std::setlocale(LC_CTYPE, ".UTF-8");
}

Utf8Thread::~Utf8Thread() {
  if (!m_state->before.empty()) std::setlocale(LC_CTYPE, m_state->before.c_str());
}

}  // namespace ftenv::os_files

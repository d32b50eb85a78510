#include "platform/windows/exit_code.hpp"

#include <windows.h>

#include <array>
#include <cstdio>
#include <string>

namespace ftenv {
namespace {

struct Name {
  std::uint32_t code;
  const char* text;
};

// ntstatus.h
constexpr std::array k_names = {
    Name{0xC0000005, "access violation"},
    Name{0xC0000017, "out of memory"},
    Name{0xC000001D, "illegal instruction"},
    Name{0xC0000094, "division by zero"},
    Name{0xC00000FD, "stack overflow"},
    Name{0xC0000135, "a DLL was not found"},
    Name{0xC0000139, "a DLL lacks a function"},
    Name{0xC000013A, "stopped by Ctrl-C"},
    Name{0xC0000142, "a DLL could not start"},
    Name{0xC0000374, "heap corruption"},
    Name{0xC0000409, "it ended itself: abort or a security check"},
};

std::string name_of(std::uint32_t code) {
  for (const Name& name : k_names)
    if (name.code == code) return name.text;
  return "by the system";
}

}  // namespace

ExitStatus status_of_exit_code(std::uint32_t code) {
  // Severity "error", facility "system": what programs answer themselves is small, or -1 and its neighbours.
  const bool by_the_system = (code & 0xFFFF0000u) == 0xC0000000u;
  return {by_the_system ? ExitStatus::signaled : ExitStatus::exited, static_cast<int>(code)};
}

ExitStatus status_of_start_error(std::uint32_t error) {
  const bool absent =
      error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND || error == ERROR_INVALID_NAME;
  return {absent ? ExitStatus::not_found : ExitStatus::not_executable, static_cast<int>(error)};
}

fs::path command_interpreter() {
  std::array<wchar_t, MAX_PATH> folder{};
  const UINT length = ::GetSystemDirectoryW(folder.data(), static_cast<UINT>(folder.size()));
  return fs::path(std::wstring(folder.data(), length)) / "cmd.exe";
}

std::string ExitStatus::text() const {
  switch (kind) {
    case exited:
      return "exit code " + std::to_string(value);
    case signaled: {
      std::array<char, 16> hex{};
      std::snprintf(hex.data(), hex.size(), "0x%08X", static_cast<unsigned>(value));
      return "ended with " + std::string(hex.data()) + " (" + name_of(static_cast<std::uint32_t>(value)) +
             ")";
    }
    case timed_out:
      return "timed out";
    case not_found:
      return "not found";
    case not_executable:
      return "not executable";
  }
  return "unknown";
}

}  // namespace ftenv

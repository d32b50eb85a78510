#include "platform/identity.hpp"

#include <windows.h>

#include "platform/host_probe.hpp"
#include "platform/windows/environment_block.hpp"
#include "platform/windows/unique_handle.hpp"

namespace ftenv {

// Elevated, not only a member of the administrators' group: without elevation that means nothing.
bool is_root() {
  HANDLE opened = nullptr;
  if (::OpenProcessToken(::GetCurrentProcess(), TOKEN_QUERY, &opened) == 0) return false;
  const UniqueHandle token(opened);
  TOKEN_ELEVATION elevation{};
  DWORD size = sizeof elevation;
  return ::GetTokenInformation(token.get(), TokenElevation, &elevation, size, &size) != 0 &&
         elevation.TokenIsElevated != 0;
}

long current_pid() {
  return static_cast<long>(::GetCurrentProcessId());
}

Environment current_environment() {
  wchar_t* const block = ::GetEnvironmentStringsW();
  if (block == nullptr) return Environment();
  Environment environment = environment_of_block(block);
  ::FreeEnvironmentStringsW(block);
  return environment;
}

std::string account_shell() {
  return "";
}

}  // namespace ftenv

#include "platform/windows/windows_version.hpp"

#include <windows.h>

#include "platform/windows/registry.hpp"

namespace ftenv {
namespace {

constexpr std::uint32_t k_first_build_of_11 = 22000;

// The first builds of each server.
std::string server_name(std::uint32_t build) {
  if (build >= 26100) return "2025";
  if (build >= 20348) return "2022";
  if (build >= 17763) return "2019";
  return "2016";
}

std::string desktop_name(const WindowsVersion& version) {
  if (version.major == 10) return version.build >= k_first_build_of_11 ? "11" : "10";
  if (version.major == 6 && version.minor == 3) return "8.1";
  if (version.major == 6 && version.minor == 2) return "8";
  if (version.major == 6 && version.minor == 1) return "7";
  return std::to_string(version.major) + "." + std::to_string(version.minor);
}

std::string name_of_machine(USHORT machine) {
  switch (machine) {
    case 0x8664:  // IMAGE_FILE_MACHINE_AMD64
      return "x86_64";
    case 0xAA64:  // IMAGE_FILE_MACHINE_ARM64
      return "arm64";
    case 0x014C:  // IMAGE_FILE_MACHINE_I386
      return "x86";
    default:
      return {};
  }
}

template <class Function>
Function function_of(const wchar_t* library, const char* name) {
  const HMODULE module = ::GetModuleHandleW(library);
  if (module == nullptr) return nullptr;
  return reinterpret_cast<Function>(reinterpret_cast<void*>(::GetProcAddress(module, name)));
}

}  // namespace

void apply_windows_version(const WindowsVersion& version, Host& host) {
  host.os = "windows";
  host.distro = "windows";
  host.distro_like.clear();
  host.distro_version = version.server ? server_name(version.build) : desktop_name(version);
  host.codename = version.display;
  host.pretty_name = std::string("Windows ") + (version.server ? "Server " : "") + host.distro_version +
                     (version.display.empty() ? "" : " " + version.display) + " (build " +
                     std::to_string(version.build) + ")";
}

WindowsVersion windows_version() {
  // GetVersionEx tells those whose manifest does not name it that this is 6.2.
  using RtlGetVersion = LONG(WINAPI*)(OSVERSIONINFOEXW*);
  OSVERSIONINFOEXW facts{};
  facts.dwOSVersionInfoSize = sizeof facts;
  WindowsVersion version;
  if (const auto ask = function_of<RtlGetVersion>(L"ntdll.dll", "RtlGetVersion"); ask && ask(&facts) == 0) {
    version.major = facts.dwMajorVersion;
    version.minor = facts.dwMinorVersion;
    version.build = facts.dwBuildNumber;
    version.server = facts.wProductType != VER_NT_WORKSTATION;
  }
  version.display =
      registry_text(HKEY_LOCAL_MACHINE, "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion", "DisplayVersion");
  return version;
}

std::string native_architecture() {
  // From version 1709 on; before it there was no Windows on arm64 that runs our x86_64.
  using IsWow64Process2 = BOOL(WINAPI*)(HANDLE, USHORT*, USHORT*);
  USHORT process = 0;
  USHORT machine = 0;
  const auto ask = function_of<IsWow64Process2>(L"kernel32.dll", "IsWow64Process2");
  if (ask && ask(::GetCurrentProcess(), &process, &machine) != 0) {
    const std::string name = name_of_machine(machine);
    if (!name.empty()) return name;
  }
  SYSTEM_INFO system{};
  ::GetNativeSystemInfo(&system);
  if (system.wProcessorArchitecture == PROCESSOR_ARCHITECTURE_AMD64) return "x86_64";
  constexpr WORD k_arm64 = 12;  // PROCESSOR_ARCHITECTURE_ARM64
  if (system.wProcessorArchitecture == k_arm64) return "arm64";
  return "x86";
}

}  // namespace ftenv

// What this Windows is called. Private to platform/windows.
#pragma once

#include <cstdint>
#include <string>

#include "model/host.hpp"

namespace ftenv {

struct WindowsVersion {
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
  std::uint32_t build = 0;
  bool server = false;
  std::string display;  // "23H2", by the registry; empty on old ones
};

// The distro fields of `host`. 11 calls itself 10.0 too: only the build tells. Pure.
void apply_windows_version(const WindowsVersion& version, Host& host);

// By the kernel, not by what the manifest makes of it.
WindowsVersion windows_version();

// The machine's own, also where this process is emulated: "x86_64", "arm64", "x86".
std::string native_architecture();

}  // namespace ftenv

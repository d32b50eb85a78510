// sysctlbyname(3). Private to platform/.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace ftenv {

// A value that is a number of the kernel's int; nullopt where this release does not know the name.
std::optional<int> system_number(const char* name);

// A value that is text; empty where this release does not know the name.
std::string system_text(const char* name);

}  // namespace ftenv

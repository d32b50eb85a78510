// An environment as CreateProcessW wants it. Private to platform/windows. Pure.
#pragma once

#include <string>
#include <string_view>

#include "model/environment.hpp"

namespace ftenv {

// "NAME=value\0…\0\0", sorted by upper-case name: the C runtime and cmd.exe search it by halves.
std::wstring environment_block(const Environment& environment);

// The other way. Names become upper-case: Windows does not tell "Path" from "PATH", ftenv does. The hidden
// ones ("=C:=C:\work": each drive's current directory) are left out. `block` ends in two zeros.
Environment environment_of_block(const wchar_t* block);

}  // namespace ftenv

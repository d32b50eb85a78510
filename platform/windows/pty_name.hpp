// The terminals of Git's bash and MSYS2 are pipes with a telling name. Private to platform/windows.
#pragma once

#include <windows.h>

#include <string_view>

namespace ftenv {

// "\msys-1888ae32e00d56aa-pty0-to-master", "\cygwin-e022582115c10879-pty4-from-master". Pure.
bool is_pty_name(std::wstring_view name);

bool is_pty(HANDLE stream);

}  // namespace ftenv

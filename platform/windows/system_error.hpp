// GetLastError as an error of ours. Private to platform/windows.
#pragma once

#include <windows.h>

#include <string>

#include "base/fs.hpp"

namespace ftenv {

inline FsError error_of(DWORD code) {
  return FsError(static_cast<int>(code), boost::system::system_category());
}

inline FsError last_error() {
  return error_of(::GetLastError());
}

}  // namespace ftenv

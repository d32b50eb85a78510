// Windows' programs and libraries. Private to this room: see native_file.hpp.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "inspect/native/native_file.hpp"

namespace ftenv {

// Error: archive, for what is damaged or no PE file. Libraries that are loaded only when they are first
// called are among the needed ones.
Result<NativeCode> read_pe(std::string_view bytes, const std::string& name);

}  // namespace ftenv

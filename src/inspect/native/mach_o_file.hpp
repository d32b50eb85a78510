// Mach-O files, for one processor or several. Private to this room: see native_file.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "inspect/native/native_file.hpp"

namespace ftenv {

// Error: archive, for what is damaged or no Mach-O file.
Result<std::vector<NativeCode>> read_mach_o(std::string_view bytes, const std::string& name);

}  // namespace ftenv

// Scripts that find their interpreter beside themselves instead of under an absolute path. Pure.
#pragma once

#include <optional>
#include <string>

#include "base/fs.hpp"

namespace ftenv {

// A script whose first line is "#!BIN/NAME" for this very `bin`, rewritten; nothing for anything else.
std::optional<std::string> relocatable_script(const std::string& text, const fs::path& bin);

}  // namespace ftenv

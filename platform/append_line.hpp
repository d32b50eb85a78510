// Appending to a log that must survive a crash.
#pragma once

#include <string_view>

#include "base/fs.hpp"
#include "base/result.hpp"

namespace ftenv {

// Appends `line` and a newline in one write, and returns once the system has it on disk. Lines of
// several processes never mix. Creates the file; errors: permission, disk.
Status append_line_synced(const fs::path& path, std::string_view line);

}  // namespace ftenv

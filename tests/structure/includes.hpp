// The rules about #include lines: layers, wrapped libraries and headers of the operating system.
#pragma once

#include <vector>

#include "structure/rules.hpp"

namespace ftenv::structure {

// `code` is the file's text without comments.
std::vector<Violation> check_includes(const SourceFile& file, const std::string& code);

}  // namespace ftenv::structure

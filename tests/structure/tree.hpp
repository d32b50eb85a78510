// Reads a checkout for the rules.
#pragma once

#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "structure/rules.hpp"

namespace ftenv::structure {

// Sources and scripts under src/, platform/ and tests/.
Result<std::vector<SourceFile>> read_sources(const fs::path& root);

// All rules on all of a checkout, in the order of the files' names.
Result<std::vector<Violation>> check_tree(const fs::path& root);

}  // namespace ftenv::structure

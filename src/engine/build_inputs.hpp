// The digest of everything that a build of the extension reads.
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"

namespace ftenv {

// One line per file below `roots`: path, size and content digest. Left out is what builds and tools
// write: hidden entries, `target`, `__pycache__`, `node_modules`, virtual environments, shared objects.
// Symbolic links count by their target's text and are not followed. `facts` are further lines (compiler,
// interpreter, features). Errors: permission, disk.
Result<std::string> digest_of_inputs(const std::vector<fs::path>& roots,
                                     const std::vector<std::string>& facts);

}  // namespace ftenv

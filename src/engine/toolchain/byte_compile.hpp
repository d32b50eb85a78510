// The standard library's .pyc files, made at once and on all cores: else each program that is the first to
// import something would pay, and one that may not write would pay every time.
#pragma once

#include "base/fs.hpp"
#include "base/result.hpp"
#include "engine/services.hpp"

namespace ftenv {

// Compiles what lies in lib/ of the tree at `staged` with its own `executable`. What is written says that the
// sources lie in `final_place`. A file that can't be compiled is no error: it fails when it is imported, if
// ever. Errors: process, interrupted.
Status byte_compile(Services& services, const fs::path& executable, const fs::path& staged,
                    const fs::path& final_place, int jobs);

}  // namespace ftenv

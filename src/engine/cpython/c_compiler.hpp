// The C compiler that CPython's configure will choose, and what identifies it.
#pragma once

#include <string>

#include "base/result.hpp"
#include "engine/services.hpp"

namespace ftenv {

struct CCompiler {
  fs::path path;
  std::string version;  // first line of --version: "gcc (Debian 12.2.0-14+deb12u1) 12.2.0"
};

// Looks for the names that configure looks for, in its order, on the children's PATH, and starts what it
// finds once. Error: unsupported (PY-01), where there is none.
Result<CCompiler> find_c_compiler(Services& services);

}  // namespace ftenv

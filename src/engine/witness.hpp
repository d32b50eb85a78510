// The proof: the module is imported in a fresh process and the GIL is still off afterwards.
#pragma once

#include <string>

#include "base/result.hpp"
#include "engine/run_state.hpp"
#include "engine/services.hpp"

namespace ftenv {

// Imports `module` with the venv's interpreter. When the GIL is on afterwards, every extension module
// that came along is imported in a process of its own, so that the error (RT-01, RT-02) names the one
// that switched it on. Threads are measured after the import.
Result<WitnessFacts> bear_witness(Services& services, const fs::path& venv, const std::string& module);

// `said`: how an import of `module` ended. Is it the module itself that is not there, or a part of it, and
// not another one that it needs? Pure.
bool lacks_itself(const std::string& said, const std::string& module);

}  // namespace ftenv

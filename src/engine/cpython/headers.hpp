// Precompiles Python.h: every one of 280 files includes it first, and reading it is a tenth of the whole
// work. The object files are the same to the byte.
#pragma once

#include "engine/cpython/stages.hpp"

namespace ftenv {

// Beside Include/Python.h, where GCC looks for it; the install target does not take it along. That it did
// not work out is no error. Errors: interrupted.
Status precompile_headers(const BuildContext& context);

// True, if there was something to remove.
bool remove_precompiled_headers(const BuildContext& context);

}  // namespace ftenv

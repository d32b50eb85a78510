// The parts of interpreter.cpp: each answers for one check.
#pragma once

#include "engine/doctor/check.hpp"

namespace ftenv {

Result<CheckAnswer> check_library(CheckContext& context);       // IN-15, PY-08
Result<CheckAnswer> check_linking(CheckContext& context);       // PY-12, PY-13, PY-26
Result<CheckAnswer> check_stdlib(CheckContext& context);        // PY-03, PY-04, PY-05, PY-06, PY-24
Result<CheckAnswer> check_misnamed(CheckContext& context);      // PY-10
Result<CheckAnswer> check_old_compiler(CheckContext& context);  // PY-15

}  // namespace ftenv

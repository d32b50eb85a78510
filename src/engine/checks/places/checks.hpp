// The parts of places.cpp: each answers for one check.
#pragma once

#include "engine/checks/places/list.hpp"
#include "engine/doctor/check.hpp"

namespace ftenv {

Result<CheckAnswer> check_space(CheckContext& context);   // CG-12, SY-03
Result<CheckAnswer> check_mounts(CheckContext& context);  // CG-13, PY-16, SY-04, SY-05
Result<CheckAnswer> check_memory(CheckContext& context);  // CG-11
Result<CheckAnswer> check_owners(CheckContext& context);  // CG-14, CG-20, PY-17, SY-06
Result<CheckAnswer> check_clock(CheckContext& context);   // PY-21
Result<CheckAnswer> check_locale(CheckContext& context);  // PP-14

}  // namespace ftenv

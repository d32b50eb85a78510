// The parts of venv.cpp that are files of their own.
#pragma once

#include "engine/doctor/check.hpp"

namespace ftenv {

Result<CheckAnswer> check_venv_abi(CheckContext& context);  // IN-04, IN-05, MT-04
Result<CheckAnswer> check_active(CheckContext& context);    // IN-04, IN-05: what the shell has activated
Result<CheckAnswer> check_pip(CheckContext& context);       // IN-06, MT-07, PY-22
Result<CheckAnswer> check_same(CheckContext& context);      // PX-25

}  // namespace ftenv

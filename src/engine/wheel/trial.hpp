// A wheel, installed alone and imported: what its first user would see.
#pragma once

#include "base/result.hpp"
#include "engine/options.hpp"
#include "engine/services.hpp"
#include "engine/wheel/check.hpp"

namespace ftenv {

// The interpreter for it: --python, else the environment of the current folder, else the newest of the store.
// Errors: those of choose_toolchain and of asking it.
struct TrialPython {
  fs::path executable;
  WheelPython python;
};
Result<TrialPython> choose_trial_python(Services& services, const Options& options);

// Makes a venv in the store's staging folder, installs the wheel there without its dependencies and from no
// index, imports its extension modules in fresh processes and removes everything. What goes wrong with the
// wheel becomes a finding of the report; the venv's own troubles are errors.
Status try_wheel(Services& services, const TrialPython& python, WheelReport& report);

}  // namespace ftenv

// The ten kinds of step, in the order in which people think of them.
#pragma once

#include <memory>

#include "engine/step_kind.hpp"

namespace ftenv {

std::unique_ptr<StepKind> make_packages_step();
std::unique_ptr<StepKind> make_rust_step();
std::unique_ptr<StepKind> make_source_step();
std::unique_ptr<StepKind> make_python_step();
std::unique_ptr<StepKind> make_venv_step();
std::unique_ptr<StepKind> make_maturin_step();
std::unique_ptr<StepKind> make_crates_step();
std::unique_ptr<StepKind> make_extension_step();
std::unique_ptr<StepKind> make_witness_step();
std::unique_ptr<StepKind> make_environment_step();

}  // namespace ftenv

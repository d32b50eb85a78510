// Every check of doctor, a file per area. The order within an area is the order on the page.
#pragma once

#include <vector>

#include "engine/doctor/check.hpp"

namespace ftenv {

std::vector<Check> program_checks();
std::vector<Check> variable_checks();
std::vector<Check> venv_checks();
std::vector<Check> interpreter_checks();
std::vector<Check> crate_checks();
std::vector<Check> artefact_checks();
std::vector<Check> place_checks();
std::vector<Check> network_checks();
std::vector<Check> import_checks();

// All of them, in the order of the areas.
std::vector<Check> all_checks();

}  // namespace ftenv

// Every way to be ill that doctor has to see, a file per area.
#pragma once

#include <vector>

#include "patient.hpp"

namespace ftenv::test {

std::vector<Plant> program_plants();
std::vector<Plant> variable_plants();
std::vector<Plant> venv_plants();
std::vector<Plant> interpreter_plants();
std::vector<Plant> crate_plants();
std::vector<Plant> artefact_plants();
std::vector<Plant> place_plants();
std::vector<Plant> network_plants();
std::vector<Plant> import_plants();

std::vector<Plant> all_plants();

}  // namespace ftenv::test

#include "engine/checks/checks.hpp"

namespace ftenv {

std::vector<Check> all_checks() {
  std::vector<Check> all;
  for (const auto& area : {program_checks, variable_checks, venv_checks, interpreter_checks, crate_checks,
                           artefact_checks, place_checks, network_checks, import_checks}) {
    for (Check& check : area()) all.push_back(std::move(check));
  }
  return all;
}

}  // namespace ftenv

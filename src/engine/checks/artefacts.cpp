#include "engine/checks/checks.hpp"

namespace ftenv {

std::vector<Check> artefact_checks() {
  return {};
}

}  // namespace ftenv

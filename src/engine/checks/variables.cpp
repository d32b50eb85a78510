#include "engine/checks/checks.hpp"

namespace ftenv {

std::vector<Check> variable_checks() {
  return {};
}

}  // namespace ftenv

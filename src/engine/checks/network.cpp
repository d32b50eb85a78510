#include "engine/checks/checks.hpp"

namespace ftenv {

std::vector<Check> network_checks() {
  return {};
}

}  // namespace ftenv

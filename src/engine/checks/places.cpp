#include "engine/checks/checks.hpp"

namespace ftenv {

std::vector<Check> place_checks() {
  return {};
}

}  // namespace ftenv

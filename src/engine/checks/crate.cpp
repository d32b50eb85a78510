#include "engine/checks/checks.hpp"

namespace ftenv {

std::vector<Check> crate_checks() {
  return {};
}

}  // namespace ftenv

#include "engine/checks/checks.hpp"

namespace ftenv {

std::vector<Check> import_checks() {
  return {};
}

}  // namespace ftenv

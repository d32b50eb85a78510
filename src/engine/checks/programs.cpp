#include "engine/checks/checks.hpp"

namespace ftenv {

std::vector<Check> program_checks() {
  return {};
}

}  // namespace ftenv

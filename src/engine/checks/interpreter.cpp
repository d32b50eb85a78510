#include "engine/checks/checks.hpp"

namespace ftenv {

std::vector<Check> interpreter_checks() {
  return {};
}

}  // namespace ftenv

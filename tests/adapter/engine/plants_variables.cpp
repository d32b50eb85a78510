#include "plants.hpp"

namespace ftenv::test {

std::vector<Plant> variable_plants() {
  return {};
}

}  // namespace ftenv::test

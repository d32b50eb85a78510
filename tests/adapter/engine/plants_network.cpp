#include "plants.hpp"

namespace ftenv::test {

std::vector<Plant> network_plants() {
  return {};
}

}  // namespace ftenv::test

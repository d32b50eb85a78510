#include "plants.hpp"

namespace ftenv::test {

std::vector<Plant> place_plants() {
  return {};
}

}  // namespace ftenv::test

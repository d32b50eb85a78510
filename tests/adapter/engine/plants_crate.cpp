#include "plants.hpp"

namespace ftenv::test {

std::vector<Plant> crate_plants() {
  return {};
}

}  // namespace ftenv::test

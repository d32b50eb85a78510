#include "plants.hpp"

namespace ftenv::test {

std::vector<Plant> import_plants() {
  return {};
}

}  // namespace ftenv::test

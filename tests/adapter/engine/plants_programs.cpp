#include "plants.hpp"

namespace ftenv::test {

std::vector<Plant> program_plants() {
  return {};
}

}  // namespace ftenv::test

#include "plants.hpp"

namespace ftenv::test {

std::vector<Plant> interpreter_plants() {
  return {};
}

}  // namespace ftenv::test

#include "plants.hpp"

namespace ftenv::test {

std::vector<Plant> artefact_plants() {
  return {};
}

}  // namespace ftenv::test

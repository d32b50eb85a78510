#include "platform/kept_environment.hpp"

namespace ftenv {

std::vector<KeptVariable> kept_environment() {
  return {};
}

}  // namespace ftenv

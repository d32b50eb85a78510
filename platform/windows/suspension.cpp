#include "platform/suspension.hpp"

namespace ftenv {

// Consoles have no such key.
std::chrono::nanoseconds time_suspended() {
  return {};
}

std::size_t times_suspended() {
  return 0;
}

}  // namespace ftenv

#include "platform/macos/system_value.hpp"

#include <sys/sysctl.h>
#include <sys/types.h>

#include <array>

namespace ftenv {

std::optional<int> system_number(const char* name) {
  int value = 0;
  std::size_t size = sizeof value;
  if (::sysctlbyname(name, &value, &size, nullptr, 0) != 0 || size != sizeof value) return std::nullopt;
  return value;
}

std::string system_text(const char* name) {
  std::array<char, 256> text{};
  std::size_t size = text.size() - 1;
  if (::sysctlbyname(name, text.data(), &size, nullptr, 0) != 0) return {};
  return text.data();
}

}  // namespace ftenv

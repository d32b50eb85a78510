#include "platform/identity.hpp"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <map>
#include <string>

#include "platform/host_probe.hpp"

// Not every system's headers declare it.
extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace ftenv {

bool is_root() {
  return ::geteuid() == 0;
}

long current_pid() {
  return static_cast<long>(::getpid());
}

Environment current_environment() {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const auto separator = text.find('=');
    // The first of two with one name counts, as it does for getenv(3).
    if (separator != std::string::npos && separator != 0)
      variables.emplace(text.substr(0, separator), text.substr(separator + 1));
  }
  return Environment(std::move(variables));
}

std::string account_shell() {
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
    return "";
  return found->pw_shell == nullptr ? "" : found->pw_shell;
}

}  // namespace ftenv

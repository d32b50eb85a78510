#include "engine/toolchain/pyenv_definitions.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ftenv {

// Available versions:
//   3.13.13
//   3.13.13t
//   3.13t-dev
//   3.14.5rc1t
//   pypy3.11-7.3.20
std::vector<Version> free_threaded_definitions(std::string_view listed) {
  std::vector<Version> found;
  for (const std::string& line : split_lines(listed)) {
    const std::string_view name = trim(line);
    if (!ends_with(name, "t") || std::count(name.begin(), name.end(), '.') != 2) continue;
    if (const auto version = Version::parse(name.substr(0, name.size() - 1))) found.push_back(*version);
  }
  return found;
}

std::optional<Version> newest_accepted(const std::vector<Version>& present, const PythonWish& wish,
                                       const std::function<bool(const Version&)>& suitable) {
  std::optional<Version> newest;
  for (const Version& version : present) {
    const bool fits = wish.accepts(version) && (!suitable || suitable(version));
    if (fits && (!newest || *newest < version)) newest = version;
  }
  return newest;
}

}  // namespace ftenv

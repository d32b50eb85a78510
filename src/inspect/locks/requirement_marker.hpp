// Markers of PEP 508, "sys_platform == 'win32' and extra == 'fast'", and the sets of PEP 751, "'fast' in
// extras". Pure, and bounded: a lock file comes from somebody else.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "model/host.hpp"
#include "model/version.hpp"

namespace ftenv {

struct MarkerEnvironment {
  std::map<std::string, std::string, std::less<>> values;  // "sys_platform" → "linux"
  std::set<std::string, std::less<>> extras;               // asked for; normal names
  std::set<std::string, std::less<>> groups;               // dependency groups
};

// What that CPython on that host would say of itself.
MarkerEnvironment marker_environment(const Version& python, const Host& host);

// Error: project, for what is no marker, an unknown variable, or nesting deeper than anyone writes.
// An empty marker is true.
Result<bool> evaluate_marker(std::string_view marker, const MarkerEnvironment& environment);

}  // namespace ftenv

// What somebody meant who asked for a Python that nobody knows. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/version.hpp"

namespace ftenv {

// A hint for `text`, a version or series that is not among `known` (newest first): "did you mean `3.14`?"
// where digits were swapped, doubled or lost, else which releases of its series, or which series, there are.
// Empty where nothing is known.
std::string version_hint(std::string_view text, const std::vector<Version>& known);

// "v3.14" and "py3.14" → "3.14"; empty where no series or release is in it.
std::string version_inside(std::string_view text);

}  // namespace ftenv

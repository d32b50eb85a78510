// What pyenv can build, read from its list. Pure; private to the way by pyenv.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "model/version.hpp"

namespace ftenv {

// The free-threaded ones of `pyenv install --list` or `python-build --definitions`, in its order.
std::vector<Version> free_threaded_definitions(std::string_view listed);

// The newest that the wish accepts (a series accepts no pre-release); `suitable` may be empty.
std::optional<Version> newest_accepted(const std::vector<Version>& present, const PythonWish& wish,
                                       const std::function<bool(const Version&)>& suitable);

}  // namespace ftenv

// What `wheel check` and `wheel build` say of a wheel, for people and for programs.
#pragma once

#include <string>

#include "base/json.hpp"
#include "cli/text/text_layout.hpp"
#include "engine/wheel/check.hpp"

namespace ftenv {

// The file's name, where it installs, what was found. Findings of info only with `layout.verbose`.
std::string render_wheel(const WheelReport& report, const TextLayout& layout);

Json wheel_json(const WheelReport& report);

// {"schema", "ok", "wheels", "findings"}: the findings of all of them once more, each with its wheel.
Json wheels_json(const std::vector<WheelReport>& reports);

}  // namespace ftenv

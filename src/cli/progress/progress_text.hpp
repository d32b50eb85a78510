// What a line of progress says.
#pragma once

#include <string>

#include "engine/reporter.hpp"

namespace ftenv {

// "compiled 120/352", "downloading a.tar.xz · 5.1 MB of 23.2 MB · 11.4 MB/s", or the bare text.
std::string progress_text(const StepProgress& progress, bool glyphs);
std::string clock_text(double seconds);  // "0:07", "12:41"

}  // namespace ftenv

// The question behind probe_elevation, without its memory. Private to platform/.
#pragma once

#include "platform/privilege.hpp"

namespace ftenv {

Elevation ask_elevation(ProcessRunner& runner, const Environment& environment, bool root);

}  // namespace ftenv

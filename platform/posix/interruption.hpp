// The error of something that was cancelled. Private to platform/.
#pragma once

#include "base/result.hpp"
#include "platform/cancel.hpp"

namespace ftenv {

Error interruption(const CancelToken& cancel);

}  // namespace ftenv

// The error of whoever was told to stop. Private to platform/windows.
#pragma once

#include <signal.h>

#include "base/result.hpp"
#include "platform/cancel.hpp"

namespace ftenv {

inline Error interruption(const CancelToken& cancel) {
  Error error;
  error.code = ErrorCode::interrupted;
  error.message = cancel.signal() == CancelToken::k_by_failure ? "stopped, because something else had failed"
                  : cancel.signal() == SIGINT                  ? "interrupted by Ctrl-C"
                                                               : "interrupted: the session is ending";
  return error;
}

}  // namespace ftenv

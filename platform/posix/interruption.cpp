#include "platform/posix/interruption.hpp"

#include "platform/posix/signal_name.hpp"

namespace ftenv {

Error interruption(const CancelToken& cancel) {
  Error error;
  error.code = ErrorCode::interrupted;
  error.message = cancel.signal() == CancelToken::k_by_failure
                      ? "stopped, because something else had failed"
                      : "interrupted by " + signal_name(cancel.signal());
  return error;
}

}  // namespace ftenv

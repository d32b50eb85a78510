// Turns SIGINT, SIGTERM and SIGHUP (console control events on Windows) into a cancellation.
#pragma once

#include "platform/cancel.hpp"

namespace ftenv {

// Installs the handlers for as long as it lives; one at a time per process. Also ignores SIGPIPE, so
// that a closed pager is an error of a write and not our death, and undoes an ignored SIGCHLD, so that
// how children end is known. Ctrl-Z stops the children too (platform/suspension.hpp). `cancel` must outlive
// it.
class InterruptHandler {
 public:
  explicit InterruptHandler(CancelToken& cancel);
  ~InterruptHandler();
  InterruptHandler(const InterruptHandler&) = delete;
  InterruptHandler& operator=(const InterruptHandler&) = delete;
};

}  // namespace ftenv

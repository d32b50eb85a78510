#include "platform/interrupt.hpp"

#include <signal.h>
#include <windows.h>

#include <atomic>

namespace ftenv {
namespace {

std::atomic<CancelToken*> g_cancel{nullptr};  // a handler has no other way to find it

// Windows calls it on a thread of its own.
BOOL WINAPI ask_to_stop(DWORD event) {
  CancelToken* const cancel = g_cancel.load();
  if (cancel == nullptr) return FALSE;
  if (event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT) {
    cancel->request(SIGINT);
    return TRUE;
  }
  // The window is closed, the person logs off: when this returns, the process is ended, and after some
  // seconds in any case. Children are ended meanwhile.
  cancel->request(SIGTERM);
  constexpr DWORD k_less_than_windows_waits = 4000;
  ::Sleep(k_less_than_windows_waits);
  return TRUE;
}

}  // namespace

InterruptHandler::InterruptHandler(CancelToken& cancel) {
  g_cancel.store(&cancel);
  ::SetConsoleCtrlHandler(ask_to_stop, TRUE);
}

InterruptHandler::~InterruptHandler() {
  ::SetConsoleCtrlHandler(ask_to_stop, FALSE);
  g_cancel.store(nullptr);
}

}  // namespace ftenv

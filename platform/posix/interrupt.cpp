#include "platform/interrupt.hpp"

#include <signal.h>

#include <array>
#include <atomic>

#include "platform/posix/suspension.hpp"

namespace ftenv {
namespace {

constexpr std::array k_asking{SIGINT, SIGTERM, SIGHUP};

std::atomic<CancelToken*> g_cancel{nullptr};  // a handler has no other way to find it
static_assert(std::atomic<CancelToken*>::is_always_lock_free);

// What was there before, in the order of k_asking.
std::array<struct sigaction, k_asking.size()> g_before;
struct sigaction g_before_pipe, g_before_child;

void ask_to_stop(int signal) {
  if (CancelToken* cancel = g_cancel.load()) cancel->request(signal);
}

}  // namespace

InterruptHandler::InterruptHandler(CancelToken& cancel) {
  g_cancel.store(&cancel);
  for (std::size_t i = 0; i < k_asking.size(); ++i) {
    ::sigaction(k_asking[i], nullptr, &g_before[i]);
    // Whoever started us with a signal ignored wants that: nohup, a shell's background job.
    if (g_before[i].sa_handler == SIG_IGN) continue;
    struct sigaction action {};
    action.sa_handler = ask_to_stop;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;  // libraries that don't expect EINTR; poll(2) returns all the same
    ::sigaction(k_asking[i], &action, nullptr);
  }
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, &g_before_pipe);
  // Where whoever started us ignores it, the system keeps no child's end for waitpid(2).
  struct sigaction standard {};
  standard.sa_handler = SIG_DFL;
  ::sigaction(SIGCHLD, &standard, &g_before_child);
  begin_suspending_children();
}

InterruptHandler::~InterruptHandler() {
  for (std::size_t i = 0; i < k_asking.size(); ++i) ::sigaction(k_asking[i], &g_before[i], nullptr);
  ::sigaction(SIGPIPE, &g_before_pipe, nullptr);
  ::sigaction(SIGCHLD, &g_before_child, nullptr);
  end_suspending_children();
  g_cancel.store(nullptr);
}

}  // namespace ftenv

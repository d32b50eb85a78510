#include "platform/posix/suspension.hpp"

#include <signal.h>
#include <time.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>

#include "platform/suspension.hpp"

namespace ftenv {
namespace {

// A handler can't take a lock, so there are places. 0: free.
std::array<std::atomic<pid_t>, 256> g_groups{};
std::atomic<std::size_t> g_times{0};
std::atomic<std::int64_t> g_suspended_ns{0};
std::atomic<std::int64_t> g_since_ns{0};  // 0: running
static_assert(std::atomic<pid_t>::is_always_lock_free && std::atomic<std::int64_t>::is_always_lock_free);

struct sigaction g_before;

std::int64_t now_ns() {
  struct timespec now {};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

void tell_groups(int signal) {
  for (const std::atomic<pid_t>& place : g_groups)
    if (const pid_t group = place.load(); group > 0) ::kill(-group, signal);
}

struct sigaction action_for(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART | SA_NODEFER;
  return action;
}

// Everything that it calls is async-signal-safe. Two at once, in two threads, would stop and count twice.
void suspend(int signal) {
  const int error_before = errno;
  std::int64_t running = 0;
  if (g_since_ns.compare_exchange_strong(running, now_ns())) {
    ++g_times;  // before, so that other threads, which may go on sooner than this one, know of it
    tell_groups(SIGSTOP);
    // The standard action, and not SIGSTOP: where no shell could continue us, the system does nothing then.
    // All threads stop in it, and when somebody continues us, it goes on behind it.
    const struct sigaction standard = action_for(SIG_DFL), ours = action_for(suspend);
    ::sigaction(signal, &standard, nullptr);
    ::raise(signal);
    ::sigaction(signal, &ours, nullptr);
    tell_groups(SIGCONT);
    g_suspended_ns += now_ns() - g_since_ns.load();
    g_since_ns = 0;
  }
  errno = error_before;
}

}  // namespace

void begin_suspending_children() {
  ::sigaction(SIGTSTP, nullptr, &g_before);
  if (g_before.sa_handler == SIG_IGN) return;
  const struct sigaction ours = action_for(suspend);
  ::sigaction(SIGTSTP, &ours, nullptr);
}

void end_suspending_children() {
  ::sigaction(SIGTSTP, &g_before, nullptr);
}

SuspendedGroup::SuspendedGroup(pid_t group) : m_place(0) {
  for (; m_place < g_groups.size(); ++m_place) {
    pid_t free = 0;
    if (g_groups[m_place].compare_exchange_strong(free, group)) return;
  }
}

SuspendedGroup::~SuspendedGroup() {
  if (m_place < g_groups.size()) g_groups[m_place] = 0;
}

std::chrono::nanoseconds time_suspended() {
  const std::int64_t since = g_since_ns.load();
  return std::chrono::nanoseconds(g_suspended_ns.load() + (since == 0 ? 0 : now_ns() - since));
}

std::size_t times_suspended() {
  return g_times.load();
}

}  // namespace ftenv

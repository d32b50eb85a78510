#include "platform/posix/stop_ladder.hpp"

#include <signal.h>

namespace ftenv {
namespace {

// KILL needs a moment: a large process gives its memory back first, one in disk I/O finishes that.
constexpr std::chrono::milliseconds k_after_kill{2000};

}  // namespace

StopLadder StopLadder::for_cancellation(Clock::time_point start, int cancel_signal,
                                        const StopIntervals& intervals) {
  const int first = cancel_signal == CancelToken::k_by_failure ? SIGTERM : cancel_signal;
  return StopLadder(
      {{start, first}, {start + intervals.term_after, SIGTERM}, {start + intervals.kill_after, SIGKILL}});
}

StopLadder StopLadder::for_timeout(Clock::time_point start, const StopIntervals& intervals) {
  return StopLadder({{start, SIGTERM}, {start + intervals.grace, SIGKILL}});
}

std::vector<int> StopLadder::due(Clock::time_point now) {
  std::vector<int> signals;
  while (m_next < m_rungs.size() && m_rungs[m_next].at <= now) signals.push_back(m_rungs[m_next++].signal);
  return signals;
}

bool StopLadder::exhausted(Clock::time_point now) const {
  return m_next == m_rungs.size() && now >= m_rungs.back().at + k_after_kill;
}

}  // namespace ftenv

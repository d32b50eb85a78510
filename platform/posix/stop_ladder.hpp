// Which signals a child that should end gets, and when. Private to platform/. Pure.
#pragma once

#include <chrono>
#include <vector>

#include "platform/process.hpp"

namespace ftenv {

class StopLadder {
 public:
  using Clock = std::chrono::steady_clock;

  // The signal that asked us (TERM for a failure), then TERM, then KILL.
  static StopLadder for_cancellation(Clock::time_point start, int cancel_signal,
                                     const StopIntervals& intervals);
  // TERM at once, KILL after the grace.
  static StopLadder for_timeout(Clock::time_point start, const StopIntervals& intervals);

  // The signals to send now; each is named once.
  std::vector<int> due(Clock::time_point now);
  // All signals were sent so long ago that whatever is still there can't be ended by us.
  bool exhausted(Clock::time_point now) const;

 private:
  struct Rung {
    Clock::time_point at;
    int signal;
  };
  explicit StopLadder(std::vector<Rung> rungs) : m_rungs(std::move(rungs)) {}

  std::vector<Rung> m_rungs;
  std::size_t m_next = 0;
};

}  // namespace ftenv

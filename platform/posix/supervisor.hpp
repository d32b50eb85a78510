// Sees one running child through to its end: output, deadline, cancellation, what it left behind.
// Private to platform/.
#pragma once

#include <optional>

#include "platform/posix/child_output.hpp"
#include "platform/posix/spawn.hpp"
#include "platform/posix/stop_ladder.hpp"
#include "platform/process.hpp"

namespace ftenv {

class Supervisor {
 public:
  Supervisor(const ProcessRequest& request, const CancelToken& cancel, const StopIntervals& intervals,
             pid_t pid, bool own_group, ChildOutput& output);
  // A callback that throws must not leave processes behind.
  ~Supervisor();
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  Result<ExitStatus> run();

 private:
  using Clock = StopLadder::Clock;
  enum class Stop { cancelled, timed_out, leftovers, failed };

  // Without the time that Ctrl-Z took: neither the child nor its deadline went on meanwhile.
  Clock::time_point now() const;
  void notice_end(Clock::time_point now);
  void decide(Clock::time_point now);
  void begin_stop(Stop why, StopLadder ladder);
  void send(int signal);
  bool finished(Clock::time_point now);
  std::chrono::milliseconds patience();
  Result<ExitStatus> verdict();

  const ProcessRequest& m_request;
  const CancelToken& m_cancel;
  const StopIntervals m_intervals;
  const pid_t m_pid;
  const bool m_own_group;  // else only the child itself is signalled
  ChildOutput& m_output;
  const std::chrono::nanoseconds m_suspended_before;

  std::optional<Clock::time_point> m_deadline;
  std::optional<ExitStatus> m_status;  // set when the child was reaped
  Clock::time_point m_ended{};
  Clock::time_point m_last_output;
  std::optional<Stop> m_stop;
  std::optional<StopLadder> m_ladder;
  std::optional<Error> m_failure;
  std::chrono::milliseconds m_quiet_wait{1};
};

}  // namespace ftenv

// Sees one running child through to its end: output, deadline, cancellation, what it left behind.
//
// There is no TERM on Windows for a child without our console: what has to end is ended at once, and with
// it the whole job. A child that shares our console has heard the Ctrl-C itself and gets the time that
// others get between the signals. Private to platform/windows.
#pragma once

#include <optional>

#include "platform/windows/child_output.hpp"
#include "platform/windows/job.hpp"
#include "platform/windows/spawn.hpp"

namespace ftenv {

class Supervisor {
 public:
  // `job` null: the child shares our console, and is ended alone.
  Supervisor(const ProcessRequest& request, const CancelToken& cancel, const StopIntervals& intervals,
             SpawnedProcess& child, Job* job, ChildOutput& output);
  // A callback that throws must not leave processes behind.
  ~Supervisor();
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  Result<ExitStatus> run();

 private:
  using Clock = std::chrono::steady_clock;
  enum class Stop { cancelled, timed_out, leftovers, failed };

  void notice_end(Clock::time_point now);
  void decide(Clock::time_point now);
  void begin_stop(Stop why, Clock::time_point kill_at);
  void kill();
  bool finished(Clock::time_point now);
  std::chrono::milliseconds patience() const;
  Result<ExitStatus> verdict();

  const ProcessRequest& m_request;
  const CancelToken& m_cancel;
  const StopIntervals m_intervals;
  SpawnedProcess& m_child;
  Job* const m_job;
  ChildOutput& m_output;

  std::optional<Clock::time_point> m_deadline;
  std::optional<ExitStatus> m_status;
  Clock::time_point m_ended{};
  Clock::time_point m_last_output;
  std::optional<Stop> m_stop;
  Clock::time_point m_kill_at{};
  bool m_killed = false;
  std::optional<Error> m_failure;
};

}  // namespace ftenv

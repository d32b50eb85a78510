#include "platform/windows/supervisor.hpp"

#include <algorithm>

#include "platform/windows/exit_code.hpp"
#include "platform/windows/interruption.hpp"

namespace ftenv {
namespace {

using std::chrono::milliseconds;

// How often the token, the deadline and the job are looked at while nothing happens.
constexpr milliseconds k_tick{50};
constexpr milliseconds k_short_tick{5};
// Leftovers of a child that has ended may go on writing this many graces long, not for ever.
constexpr int k_most_graces = 10;
// What was ended needs a moment to go: it gives its memory back first.
constexpr milliseconds k_after_kill{2000};

}  // namespace

Supervisor::Supervisor(const ProcessRequest& request, const CancelToken& cancel,
                       const StopIntervals& intervals, SpawnedProcess& child, Job* job, ChildOutput& output)
    : m_request(request),
      m_cancel(cancel),
      m_intervals(intervals),
      m_child(child),
      m_job(job),
      m_output(output),
      m_last_output(Clock::now()) {
  if (request.timeout) m_deadline = m_last_output + *request.timeout;
}

Supervisor::~Supervisor() {
  if (!m_status && !m_stop) kill();
}

Result<ExitStatus> Supervisor::run() {
  while (true) {
    const auto now = Clock::now();
    notice_end(now);
    decide(now);
    if (m_stop && !m_killed && now >= m_kill_at) kill();
    if (finished(now)) break;
    const auto progress = m_output.pump(m_status ? nullptr : m_child.process.get(), patience());
    if (!progress) {
      m_failure = progress.error();
    } else if (*progress) {
      m_last_output = Clock::now();
    }
  }
  const Status closed = m_output.close();
  if (!closed && !m_failure) m_failure = closed.error();
  return verdict();
}

void Supervisor::notice_end(Clock::time_point now) {
  if (m_status || ::WaitForSingleObject(m_child.process.get(), 0) != WAIT_OBJECT_0) return;
  DWORD code = 0;
  ::GetExitCodeProcess(m_child.process.get(), &code);
  m_ended = now;
  m_status = status_of_exit_code(code);
}

void Supervisor::decide(Clock::time_point now) {
  if (m_stop) return;
  if (m_failure) {
    begin_stop(Stop::failed, now);
  } else if (m_cancel.requested()) {
    // Only who shares our console has heard of it.
    begin_stop(Stop::cancelled, m_job != nullptr ? now : now + m_intervals.kill_after);
  } else if (!m_status && m_deadline && now >= *m_deadline) {
    begin_stop(Stop::timed_out, now);
  } else if (m_status && !m_output.at_end()) {
    const bool silent = now - std::max(m_ended, m_last_output) >= m_intervals.grace;
    if (silent || now - m_ended >= k_most_graces * m_intervals.grace) begin_stop(Stop::leftovers, now);
  }
}

void Supervisor::begin_stop(Stop why, Clock::time_point kill_at) {
  m_stop = why;
  m_kill_at = kill_at;
}

void Supervisor::kill() {
  m_killed = true;
  if (m_job != nullptr) {
    m_job->terminate();
  } else {
    ::TerminateProcess(m_child.process.get(), 1);
  }
}

bool Supervisor::finished(Clock::time_point now) {
  if (!m_stop) return m_status && m_output.at_end();
  if (m_killed && now >= m_kill_at + k_after_kill) return true;
  return m_status && (m_job == nullptr || !m_job->has_living());
}

milliseconds Supervisor::patience() const {
  // Nothing wakes us when the rest of a job is gone.
  if (m_stop || (m_output.at_end() && m_status)) return k_short_tick;
  if (!m_deadline) return k_tick;
  const auto left = std::chrono::ceil<milliseconds>(*m_deadline - Clock::now());
  return std::clamp(left, milliseconds(0), k_tick);
}

Result<ExitStatus> Supervisor::verdict() {
  if (m_stop == Stop::cancelled) {
    Error error = interruption(m_cancel);
    if (!m_status)
      error.hints.push_back("process " + std::to_string(m_child.pid) +
                            " could not be stopped and may still run");
    return fail(std::move(error));
  }
  if (m_failure) return fail(std::move(*m_failure));
  if (m_stop == Stop::timed_out || !m_status) return ExitStatus{ExitStatus::timed_out, 0};
  return *m_status;
}

}  // namespace ftenv

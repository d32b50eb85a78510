#include "platform/posix/supervisor.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "platform/posix/interruption.hpp"
#include "platform/posix/system_calls.hpp"
#include "platform/posix/wait_status.hpp"
#include "platform/suspension.hpp"

namespace ftenv {
namespace {

using std::chrono::milliseconds;

// How often the token, the deadline and the child are looked at while nothing happens.
constexpr milliseconds k_tick{50};
// Leftovers of a child that has ended may go on writing this many graces long, not for ever.
constexpr int k_most_graces = 10;

}  // namespace

Supervisor::Supervisor(const ProcessRequest& request, const CancelToken& cancel,
                       const StopIntervals& intervals, pid_t pid, bool own_group, ChildOutput& output)
    : m_request(request),
      m_cancel(cancel),
      m_intervals(intervals),
      m_pid(pid),
      m_own_group(own_group),
      m_output(output),
      m_suspended_before(time_suspended()),
      m_last_output(now()) {
  if (request.timeout) m_deadline = m_last_output + *request.timeout;
}

Supervisor::~Supervisor() {
  if (m_status || m_stop) return;
  send(SIGKILL);
  while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Result<ExitStatus> Supervisor::run() {
  while (true) {
    const auto time = now();
    notice_end(time);
    decide(time);
    if (m_ladder)
      for (const int signal : m_ladder->due(time)) send(signal);
    if (finished(time)) break;
    const auto progress = m_output.pump(patience());
    if (!progress) {
      m_failure = progress.error();
    } else if (*progress) {
      m_last_output = now();
    }
  }
  const Status closed = m_output.close();
  if (!closed && !m_failure) m_failure = closed.error();
  return verdict();
}

Supervisor::Clock::time_point Supervisor::now() const {
  return Clock::now() - std::chrono::duration_cast<Clock::duration>(time_suspended() - m_suspended_before);
}

void Supervisor::notice_end(Clock::time_point now) {
  if (m_status) return;
  int raw = 0;
  pid_t ended;
  do {
    ended = ::waitpid(m_pid, &raw, WNOHANG);
  } while (ended < 0 && errno == EINTR);
  if (ended == 0) return;
  if (ended < 0) {  // it is gone all the same
    m_failure = Error{ErrorCode::internal,
                      "how process " + std::to_string(m_pid) + " ended is not known: " + std::strerror(errno),
                      {},
                      {},
                      "",
                      std::nullopt};
  }
  m_ended = now;
  m_status = decode_wait_status(raw);
}

void Supervisor::decide(Clock::time_point now) {
  if (m_stop) return;
  if (m_failure) {
    begin_stop(Stop::failed, StopLadder::for_timeout(now, m_intervals));
  } else if (m_cancel.requested()) {
    begin_stop(Stop::cancelled, StopLadder::for_cancellation(now, m_cancel.signal(), m_intervals));
  } else if (!m_status && m_deadline && now >= *m_deadline) {
    begin_stop(Stop::timed_out, StopLadder::for_timeout(now, m_intervals));
  } else if (m_status && !m_output.at_end()) {
    const bool silent = now - std::max(m_ended, m_last_output) >= m_intervals.grace;
    if (silent || now - m_ended >= k_most_graces * m_intervals.grace)
      begin_stop(Stop::leftovers, StopLadder::for_timeout(now, m_intervals));
  }
}

void Supervisor::begin_stop(Stop why, StopLadder ladder) {
  m_stop = why;
  m_ladder = std::move(ladder);
}

void Supervisor::send(int signal) {
  if (!m_own_group) {
    // A Ctrl-C went to everything in the terminal's foreground group, the child too.
    const bool heard = signal == SIGINT && ::isatty(STDIN_FILENO) != 0;
    if (!m_status && !heard) ::kill(m_pid, signal);
    return;
  }
  // The number of a group that is gone may be another's: a reaped leader no longer keeps it.
  if (m_status && !group_has_living(m_pid)) return;
  ::kill(-m_pid, signal);
  // What was stopped can't act on a signal.
  if (signal != SIGKILL) ::kill(-m_pid, SIGCONT);
}

bool Supervisor::finished(Clock::time_point now) {
  if (!m_ladder) return m_status && m_output.at_end();
  if (m_ladder->exhausted(now)) return true;
  return m_status && (!m_own_group || !group_has_living(m_pid));
}

milliseconds Supervisor::patience() {
  if (!m_output.at_end()) {
    if (!m_deadline || m_stop) return k_tick;
    const auto left = std::chrono::ceil<milliseconds>(*m_deadline - now());
    return std::clamp(left, milliseconds(0), k_tick);
  }
  // Both streams are closed: it is ending, most likely at once, so look often at first.
  const milliseconds wait = m_quiet_wait;
  m_quiet_wait = std::min(2 * m_quiet_wait, k_tick);
  return wait;
}

Result<ExitStatus> Supervisor::verdict() {
  if (m_stop == Stop::cancelled) {
    Error error = interruption(m_cancel);
    if (!m_status)
      error.hints.push_back("process " + std::to_string(m_pid) + " could not be stopped and may still run");
    return fail(std::move(error));
  }
  if (m_failure) return fail(std::move(*m_failure));
  if (m_stop == Stop::timed_out || !m_status) return ExitStatus{ExitStatus::timed_out, 0};
  return *m_status;
}

}  // namespace ftenv

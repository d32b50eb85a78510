#include "engine/doctor/limited_runner.hpp"

#include <algorithm>

namespace ftenv {
namespace {

// What ending a program that does not want to end may take, so that the check still answers in time.
constexpr std::chrono::milliseconds k_reserve{500};

}  // namespace

Result<ProcessOutcome> LimitedRunner::run(const ProcessRequest& request) {
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(m_deadline - std::chrono::steady_clock::now()) -
      k_reserve;
  if (left.count() <= 0) {
    m_ran_out = true;
    ProcessOutcome outcome;
    outcome.status.kind = ExitStatus::timed_out;
    return outcome;
  }
  ProcessRequest limited = request;
  limited.timeout = std::min(request.timeout.value_or(left), left);
  auto outcome = m_inner.run(limited);
  if (outcome && outcome->status.kind == ExitStatus::timed_out) m_ran_out = true;
  return outcome;
}

}  // namespace ftenv

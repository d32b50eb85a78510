// Starts programs for one check: none gets more time than the check has left.
#pragma once

#include <atomic>
#include <chrono>

#include "platform/process.hpp"

namespace ftenv {

class LimitedRunner : public ProcessRunner {
 public:
  // `inner` must outlive it.
  LimitedRunner(ProcessRunner& inner, std::chrono::steady_clock::time_point deadline)
      : m_inner(inner), m_deadline(deadline) {}

  Result<ProcessOutcome> run(const ProcessRequest& request) override;

  // Was a program ended, or not even started, because the time was up?
  bool ran_out() const { return m_ran_out; }

 private:
  ProcessRunner& m_inner;
  std::chrono::steady_clock::time_point m_deadline;
  std::atomic<bool> m_ran_out{false};
};

}  // namespace ftenv

// `ftenv doctor`: runs the checks side by side and keeps what each of them said.
//
// Each check has a thread and a limit. One that has not answered by then is `timed_out`, one that could
// not look is `failed`, one that throws is `crashed`; the others stand. A check that is stuck in the
// operating system (a dead network drive) can't be ended: it is left behind with what it holds, and
// `Diagnosis::stragglers` says so.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "engine/checks/checks.hpp"
#include "engine/doctor/check.hpp"

namespace ftenv {

struct CheckReport {
  enum State { checked, skipped, failed, timed_out, crashed } state = checked;
  std::string check;  // id
  Area area = Area::programs;
  std::string title;
  std::vector<std::string> detects;
  std::vector<Finding> findings;  // without the ignored ones
  std::string seen;
  std::string because;  // why it was skipped, or could not look
  std::chrono::microseconds elapsed{0};
  bool could_not() const { return state == failed || state == timed_out || state == crashed; }
};

struct Diagnosis {
  std::vector<CheckReport> reports;     // in the order of the areas
  std::vector<Finding> findings;        // of all checks, the worst first
  std::vector<IgnoredFinding> ignored;  // by the project's settings; only those that were found
  bool stragglers = false;
  int count(Severity severity) const;
  int could_not_check() const;
};

struct DoctorRequest {
  std::vector<std::string> only;  // ids of findings, checks or areas; empty: all
  bool deep = false;
  bool online = false;
};

// The checks that the request means, in the order of the areas.
// Error: usage, for a name in `only` that is none, with the nearest known one.
Result<std::vector<Check>> select_checks(const std::vector<Check>& all, const DoctorRequest& request);

// Error: interrupted only.
Result<Diagnosis> diagnose(std::shared_ptr<Facts> facts, const std::vector<Check>& checks);

}  // namespace ftenv

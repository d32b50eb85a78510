// One question of `ftenv doctor`. A check only reads: it starts no program that changes anything, writes
// no file, and asks the network only when its cost says so. It runs on a thread of its own beside the
// others, within a limit of time, and what it returns is all that is known of it.
//
// "Could not check" is an Error, never an empty list: doctor then says so and exits 3. What does not
// apply here (no project, not this system) is an answer with `skipped`.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/doctor/facts.hpp"
#include "model/finding.hpp"

namespace ftenv {

// Where on the page a check belongs: one line each, in this order.
enum class Area { programs, variables, venv, interpreter, crate, artefacts, places, network, imports };

std::string_view name_of(Area area);   // "venv": for --only and JSON
std::string_view title_of(Area area);  // for people

enum class CheckCost {
  quick,   // milliseconds; at most k_quick_limit
  online,  // asks the network; only with --online
  deep,    // imports every dependency in a process of its own; only with --deep
};

std::chrono::milliseconds limit_of(CheckCost cost);

struct CheckAnswer {
  std::vector<Finding> findings;
  std::string seen;     // what is well, a clause for the area's line: "CPython 3.14.8t, GIL off"
  std::string skipped;  // why it does not apply; then there is nothing else
};

// What a check gets. `processes` gives no child more time than the check has left, and no terminal.
struct CheckContext {
  Facts& facts;
  ProcessRunner& processes;

  const Environment& user() const { return facts.services().user_environment; }
  // A finding with the words of its page; `found` and `need` as given. A missing page is a bug that a
  // test finds.
  Finding finding(const std::string& id, Severity severity, std::string found, std::string need) const;
};

struct Check {
  std::string id;  // "stale-target"; unlike the findings' ids these may change
  Area area;
  std::string title;                 // what it looks at: "target directories that mix two ABIs"
  std::vector<std::string> detects;  // every id that it can report; reporting another one is a bug
  bool needs_project = false;        // not run without one
  CheckCost cost = CheckCost::quick;
  std::function<Result<CheckAnswer>(CheckContext&)> run;
};

}  // namespace ftenv

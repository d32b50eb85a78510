// A plan: every step of the main job with a verdict and a reason. Made by the planner, read by
// `plan`, `up`, doctor and the report.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/command.hpp"

namespace ftenv {

enum class Verdict {
  ready,       // is already so
  change,      // will be done
  not_needed,  // nothing depends on it this time
};

std::string_view verdict_name(Verdict verdict);  // "ready", "change", "not needed"

struct Step {
  std::string id;                  // "python"
  std::string title;               // "free-threaded CPython"
  std::vector<std::string> needs;  // ids
};

// What a step's probe found. It looks only; `because` is one lower-case clause for a person.
struct Probe {
  Verdict verdict = Verdict::change;
  std::string because;
  std::vector<Command> commands;  // what would run; empty when ready
};

struct PlannedStep {
  Step step;
  Verdict verdict = Verdict::change;
  std::string because;
  std::vector<Command> commands;
};

struct Plan {
  std::vector<PlannedStep> steps;       // in an order in which they could run one by one
  std::vector<std::string> notes = {};  // for people: what makes all of it other than they may expect
  bool changes() const;
  const PlannedStep* find(std::string_view id) const;
};

}  // namespace ftenv

// What undo is about to do, and what it has done, for people and as values.
#pragma once

#include <string>

#include "base/json.hpp"
#include "cli/text/text_layout.hpp"
#include "engine/undo/undo_apply.hpp"

namespace ftenv {

std::string render_undo_plan(const UndoPlan& plan, const TextLayout& layout);
std::string render_undo_outcome(const UndoOutcome& outcome, const TextLayout& layout);
std::string render_undo_runs(const std::vector<UndoRun>& runs, const TextLayout& layout);

Json undo_plan_json(const UndoPlan& plan);
Json undo_runs_json(const std::vector<UndoRun>& runs);

}  // namespace ftenv

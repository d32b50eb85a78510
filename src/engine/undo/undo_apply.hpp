// Takes back what a plan says.
#pragma once

#include <string>
#include <vector>

#include "engine/undo/undo_plan.hpp"

namespace ftenv {

struct UndoOutcome {
  std::size_t removed = 0;        // items
  std::uintmax_t bytes = 0;       // freed, about
  std::vector<std::string> left;  // what stayed, each with its reason
};

// Call with the store's lock held. What can't be removed is told in `left`, and undo goes on; an
// interruption ends it, and the ledger still knows the rest. Errors: interrupted; permission and disk of
// the ledger.
Result<UndoOutcome> apply_undo(const Services& services, const UndoPlan& plan);

// The store's own folder and those above it that were made for it, where nothing is in them any more: call
// it after apply_undo and without the lock, whose file lies there. Says what could not be removed.
std::vector<std::string> remove_store_folders(const Services& services, const UndoPlan& plan);

}  // namespace ftenv

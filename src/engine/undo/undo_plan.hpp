// What undo would take back, and what it would leave and why. Looking, not acting.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/ledger.hpp"
#include "engine/services.hpp"

namespace ftenv {

struct UndoRequest {
  bool all = false;
  std::string what = {};  // a run, or a path; empty: the last run
  bool packages = false;  // also those of the system
};

struct UndoItem {
  enum Action {
    remove,    // all of it
    share,     // a folder in which others have something: only what is ours
    keep,      // because of `because`
    gone,      // somebody has removed it already
    restore,   // a file of somebody else's: made as it was
    settle,    // it stays as ftenv was asked to write it, because of `because`, and ftenv forgets it
    system,    // a package of the system: told, and left to the person
    uninstall  // the same, with `packages`
  };
  LedgerEntry entry;
  Action action = remove;
  std::string because;
  std::uintmax_t bytes = 0;
  std::vector<std::string> ours;     // share: files to remove, below the entry's path
  std::vector<std::string> folders;  // share: deepest first, removed if they are empty then
  std::vector<std::string> kept;     // files that stay, the first of them for showing
  std::size_t kept_count = 0;
};

struct UndoPlan {
  std::vector<UndoItem> items;  // in the order of taking back: newest first, outer folders last
  bool all = false;
  std::vector<fs::path> store;  // all: what the store keeps for itself
  bool empty() const { return items.empty() && store.empty(); }
  std::size_t count(UndoItem::Action action) const;
  std::vector<std::string> packages(UndoItem::Action action) const;  // their names, sorted
};

// Errors: usage, for a run or path that the ledger does not know; permission and disk of looking.
Result<UndoPlan> plan_undo(const Services& services, const UndoRequest& request);

// The runs in the ledger, newest first, with what each has made.
struct UndoRun {
  std::string run, time;
  std::vector<LedgerEntry> entries;
};
Result<std::vector<UndoRun>> undo_runs(const Services& services);

}  // namespace ftenv

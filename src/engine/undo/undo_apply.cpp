#include "engine/undo/undo_apply.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/creation.hpp"
#include "engine/recorded_edit.hpp"
#include "engine/undo/edited_files.hpp"

namespace ftenv {
namespace {

// Never through a link: the names come from a listing, and somebody may have put a link since.
bool leads_through_link(const fs::path& root, const std::string& below) {
  fs::path at = root;
  FsError error;
  const fs::path relative(below);
  for (const fs::path& part : relative.parent_path()) {
    at /= part;
    if (fs::symlink_status(at, error).type() == fs::symlink_file) return true;
  }
  return false;
}

void remove_shares(const UndoItem& item, UndoOutcome& outcome) {
  const fs::path root(item.entry.path);
  FsError error;
  for (const std::string& file : item.ours) {
    if (leads_through_link(root, file)) continue;
    fs::remove(root / file, error);
    if (error) outcome.left.push_back("`" + (root / file).string() + "`: " + error.message());
  }
  // Those that are not empty hold what somebody else has put there, and stay.
  for (const std::string& folder : item.folders) {
    if (!leads_through_link(root, folder)) fs::remove(root / folder, error);
  }
  fs::remove(root, error);
}

void forget_copy(const LedgerEntry& entry) {
  FsError ignored;
  if (!entry.backup.empty()) fs::remove(entry.backup, ignored);
}

// True when nothing of the item is left to take back.
bool take_back(const UndoItem& item, UndoOutcome& outcome) {
  const fs::path path(item.entry.path);
  FsError error;
  switch (item.action) {
    case UndoItem::system:
    case UndoItem::uninstall:
      return false;
    case UndoItem::gone:
    case UndoItem::settle:
      if (is_edit(item.entry)) forget_copy(item.entry);
      return true;
    case UndoItem::restore:
      if (const Status back = put_back(item.entry); !back) {
        outcome.left.push_back("`" + path.string() + "`: " + back.error().message);
        return false;
      }
      break;
    case UndoItem::keep:
      outcome.left.push_back("`" + path.string() + "`: " + item.because);
      return false;
    case UndoItem::share:
      remove_shares(item, outcome);
      outcome.left.push_back("`" + path.string() + "`: " + std::to_string(item.kept_count) +
                             (item.kept_count == 1 ? " thing in it is" : " things in it are") +
                             " not ftenv's");
      break;
    case UndoItem::remove:
      if (item.entry.kind == k_made_file) {
        fs::remove(path, error);
      } else if (const Status removed = remove_tree(path); !removed) {
        outcome.left.push_back("`" + path.string() + "`: " + removed.error().message);
        return false;
      }
      if (error) {
        outcome.left.push_back("`" + path.string() + "`: " + error.message());
        return false;
      }
      break;
  }
  ++outcome.removed;
  outcome.bytes += item.bytes;
  return true;
}

// Before the store goes, which has the log.
Status uninstall(const Services& services, const UndoPlan& plan, Ledger& ledger, UndoOutcome& outcome) {
  const std::vector<std::string> names = plan.packages(UndoItem::uninstall);
  if (names.empty()) return {};
  const Command command = services.packages.remove_command(names);
  services.reporter.note(
      "running: " + std::string(services.host.root || !command.privileged ? "" : "sudo -n ") +
      display(command));
  FTENV_TRY(const std::vector<std::string> stay,
            services.packages.remove(names, services.store.logs() / "packages.log"));
  for (const UndoItem& item : plan.items) {
    if (item.action != UndoItem::uninstall) continue;
    if (std::find(stay.begin(), stay.end(), item.entry.path) != stay.end()) {
      outcome.left.push_back("package " + item.entry.path + ": something else needs it by now");
      continue;
    }
    FTENV_CHECK(ledger.record_removed(item.entry));
    ++outcome.removed;
  }
  return {};
}

// A folder that holds the ledger can only go when that has gone.
bool holds(const fs::path& folder, const fs::path& file) {
  return starts_with(file.string(), folder.string() + "/");
}

bool is_empty_folder(const UndoItem& item) {
  return item.entry.kind == k_made_folder && item.action == UndoItem::remove;
}

enum class Folder { gone, not_empty, failed };

Folder remove_if_empty(const fs::path& folder, std::vector<std::string>& left) {
  FsError error;
  fs::remove(folder, error);
  if (!error) return Folder::gone;
  if (error == boost::system::errc::directory_not_empty || error == boost::system::errc::file_exists)
    return Folder::not_empty;
  left.push_back("`" + folder.string() + "`: " + error.message());
  return Folder::failed;
}

// The folders that were made to hold others. One that still holds what is ours stays on record, to go with
// it; what somebody else has put into one makes it theirs.
Status remove_folders(const Services& services, const UndoPlan& plan, Ledger& ledger, UndoOutcome& outcome) {
  for (const UndoItem& item : plan.items) {
    if (!is_empty_folder(item) || holds(item.entry.path, services.store.ledger())) continue;
    const Folder folder = remove_if_empty(item.entry.path, outcome.left);
    if (folder == Folder::failed) continue;
    FTENV_TRY(const std::vector<LedgerEntry> rest, ledger.entries());
    const bool holds_ours = std::any_of(rest.begin(), rest.end(), [&](const LedgerEntry& entry) {
      return entry.kind != k_made_package && holds(item.entry.path, entry.path);
    });
    if (folder == Folder::gone || !holds_ours) FTENV_CHECK(ledger.record_removed(item.entry));
  }
  return {};
}

// The ledger goes last, and only when it has nothing left to say but the folders around it, and packages.
Status remove_ledger(const Services& services, const Ledger& ledger, UndoOutcome& outcome) {
  const fs::path file = services.store.ledger();
  FTENV_TRY(const std::vector<LedgerEntry> rest, ledger.entries());
  const bool needed = std::any_of(rest.begin(), rest.end(), [&](const LedgerEntry& entry) {
    return entry.kind != k_made_package && !(entry.kind == k_made_folder && holds(entry.path, file));
  });
  if (needed) return {};
  FsError error;
  fs::remove(file, error);
  if (error) outcome.left.push_back("`" + file.string() + "`: " + error.message());
  return {};
}

}  // namespace

Result<UndoOutcome> apply_undo(const Services& services, const UndoPlan& plan) {
  UndoOutcome outcome;
  Ledger ledger = ledger_of(services);
  const TreeRecords records = tree_records_of(services);
  FTENV_CHECK(uninstall(services, plan, ledger, outcome));
  for (const UndoItem& item : plan.items) {
    if (services.cancel.requested())
      return fail(ErrorCode::interrupted, "interrupted: what is left can be taken back by the same command");
    if (is_empty_folder(item) || !take_back(item, outcome)) continue;
    FTENV_CHECK(ledger.record_removed(item.entry));
    records.forget(item.entry.path);
  }
  for (const fs::path& own : plan.store) {
    if (const Status removed = remove_tree(own); !removed)
      outcome.left.push_back("`" + own.string() + "`: " + removed.error().message);
  }
  FTENV_CHECK(remove_folders(services, plan, ledger, outcome));
  if (plan.all || plan.items.empty()) FTENV_CHECK(remove_ledger(services, ledger, outcome));
  return outcome;
}

std::vector<std::string> remove_store_folders(const Services& services, const UndoPlan& plan) {
  std::vector<std::string> left;
  FsError error;
  if (fs::exists(services.store.ledger(), error)) return left;
  for (const UndoItem& item : plan.items) {
    if (is_empty_folder(item) && holds(item.entry.path, services.store.ledger()))
      remove_if_empty(item.entry.path, left);
  }
  return left;
}

}  // namespace ftenv

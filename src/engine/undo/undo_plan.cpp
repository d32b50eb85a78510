#include "engine/undo/undo_plan.hpp"

#include <algorithm>
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/creation.hpp"
#include "engine/undo/edited_files.hpp"
#include "inspect/python/venv.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_most_shown = 5;

bool is_below(const std::string& path, const std::string& folder) {
  return path == folder ||
         (starts_with(path, folder) && path.size() > folder.size() && path[folder.size()] == '/');
}

UndoItem kept(const LedgerEntry& entry, std::string because) {
  UndoItem item;
  item.entry = entry;
  item.action = UndoItem::keep;
  item.because = std::move(because);
  return item;
}

// Told by the link itself: what it points to is none of ours.
fs::file_type type_of(const fs::path& path) {
  FsError error;
  const fs::file_type type = fs::symlink_status(path, error).type();
  return error && type != fs::file_not_found ? fs::status_error : type;
}

std::uintmax_t bytes_in(const fs::path& root, const std::vector<std::string>& files) {
  std::uintmax_t bytes = 0;
  for (const std::string& file : files) {
    FsError error;
    if (fs::symlink_status(root / file, error).type() != fs::regular_file) continue;
    const std::uintmax_t size = fs::file_size(root / file, error);
    if (!error) bytes += size;
  }
  return bytes;
}

Result<UndoItem> look_at_tree(const Services& services, const LedgerEntry& entry) {
  const TreeRecords records = tree_records_of(services);
  if (entry.kind == k_made_home && !records.known(entry.path)) {
    return kept(entry, "a run was cut off while another program was writing there");
  }
  FTENV_TRY(TreeShares shares, records.shares(entry.path));
  UndoItem item;
  item.entry = entry;
  item.action = UndoItem::share;
  item.bytes = bytes_in(entry.path, shares.ours);
  item.ours = std::move(shares.ours);
  item.folders = std::move(shares.folders);
  item.kept_count = shares.changed.size() + shares.foreign.size();
  if (item.kept_count == 0) item.action = UndoItem::remove;
  for (const auto* files : {&shares.changed, &shares.foreign}) {
    for (const std::string& file : *files) {
      if (item.kept.size() == k_most_shown) break;
      item.kept.push_back(file + (files == &shares.changed ? " (changed since)" : ""));
    }
  }
  return item;
}

Result<UndoItem> look_at_directory(const LedgerEntry& entry) {
  UndoItem item;
  item.entry = entry;
  FTENV_TRY(const TreeListing listing, list_tree(entry.path));
  for (const auto& [path, found] : listing) item.bytes += found.size;
  return item;
}

Result<UndoItem> look_at_file(const LedgerEntry& entry) {
  if (entry.digest.empty()) return kept(entry, "a run was cut off before its digest was known");
  FTENV_TRY(const std::string digest, sha256_of_file(entry.path));
  if (digest != entry.digest) return kept(entry, "it has been changed since");
  UndoItem item;
  item.entry = entry;
  FsError error;
  item.bytes = fs::file_size(entry.path, error);
  return item;
}

Result<UndoItem> look_at(const Services& services, const LedgerEntry& entry) {
  UndoItem item;
  item.entry = entry;
  if (entry.kind == k_made_package) {
    item.action = UndoItem::system;
    return item;
  }
  const fs::file_type type = type_of(entry.path);
  if (type == fs::file_not_found) {
    item.action = UndoItem::gone;
    return item;
  }
  if (with_real_parents(entry.path) != fs::path(entry.path))
    return kept(entry, "a link now leads to it from elsewhere");
  const fs::file_type wanted = entry.kind == k_made_file ? fs::regular_file : fs::directory_file;
  if (type == fs::symlink_file) return kept(entry, "it is a link now");
  if (type != wanted) return kept(entry, "something else is there now");
  if (entry.kind == k_made_tree || entry.kind == k_made_home) return look_at_tree(services, entry);
  if (entry.kind == k_made_directory) return look_at_directory(entry);
  if (entry.kind == k_made_file) return look_at_file(entry);
  if (entry.kind == k_made_folder) return item;
  return kept(entry, "it was recorded by another version of ftenv");
}

// An interpreter that an environment which stays was made with has to stay as well.
void keep_what_is_used(const std::vector<LedgerEntry>& all, std::vector<UndoItem>& items) {
  for (const LedgerEntry& entry : all) {
    if (entry.kind != k_made_tree) continue;
    const bool goes = std::any_of(items.begin(), items.end(), [&](const UndoItem& item) {
      return item.entry == entry && item.action != UndoItem::keep;
    });
    if (goes) continue;
    const auto venv = read_venv(entry.path);
    if (!venv || !venv->exists || venv->home.empty()) continue;
    for (UndoItem& item : items) {
      const bool removes = item.action == UndoItem::remove || item.action == UndoItem::share;
      if (!removes || item.entry.kind != k_made_tree) continue;
      if (is_below(with_real_parents(venv->home).string(), item.entry.path))
        item = kept(item.entry, "`" + entry.path + "` runs it");
    }
  }
}

Status look_at_packages(const Services& services, std::vector<UndoItem>& items) {
  if (std::none_of(items.begin(), items.end(),
                   [](const UndoItem& item) { return item.action == UndoItem::system; }))
    return {};
  FTENV_TRY(const std::vector<std::string> here, services.packages.installed());
  const std::set<std::string> installed(here.begin(), here.end());
  for (UndoItem& item : items) {
    if (item.action == UndoItem::system)
      item.action = installed.count(item.entry.path) == 0 ? UndoItem::gone : UndoItem::uninstall;
  }
  return {};
}

std::string run_of(const LedgerEntry& entry) {
  return entry.run.empty() ? "before runs had names" : entry.run;
}

Result<std::vector<LedgerEntry>> chosen(const std::vector<LedgerEntry>& all, const UndoRequest& request) {
  if (request.all) return all;
  std::vector<LedgerEntry> some;
  if (request.what.empty()) {
    for (const LedgerEntry& entry : all) {
      if (run_of(entry) == run_of(all.back())) some.push_back(entry);
    }
    return some;
  }
  const std::string path = with_real_parents(absolute_normal(request.what, fs::current_path())).string();
  for (const LedgerEntry& entry : all) {
    const bool by_run = entry.run == request.what;
    const bool by_path = entry.kind != k_made_package && is_below(entry.path, path);
    if (by_run || by_path) some.push_back(entry);
  }
  if (!some.empty()) return some;
  std::vector<std::string> runs;
  for (const LedgerEntry& entry : all) runs.push_back(run_of(entry));
  const std::string near = nearest(request.what, runs);
  return fail(ErrorCode::usage,
              "ftenv has made nothing in `" + request.what + "`, and knows no run of that name",
              {near.empty() ? "`ftenv undo --list` shows the runs and what each has made"
                            : "did you mean `" + near + "`?"});
}

// What the store keeps for itself, in folders that nobody else writes to.
std::vector<fs::path> own_folders(const Store& store) {
  std::vector<fs::path> own;
  FsError error;
  for (const fs::path& path : {store.staging(), store.logs(), store.tools(), store.trees(), store.downloads(),
                               store.builds(), store.locks()}) {
    if (fs::symlink_status(path, error).type() == fs::directory_file) own.push_back(path);
  }
  return own;
}

}  // namespace

std::size_t UndoPlan::count(UndoItem::Action action) const {
  return static_cast<std::size_t>(
      std::count_if(items.begin(), items.end(), [&](const UndoItem& item) { return item.action == action; }));
}

std::vector<std::string> UndoPlan::packages(UndoItem::Action action) const {
  std::vector<std::string> names;
  for (const UndoItem& item : items)
    if (item.entry.kind == k_made_package && item.action == action) names.push_back(item.entry.path);
  std::sort(names.begin(), names.end());
  return names;
}

Result<UndoPlan> plan_undo(const Services& services, const UndoRequest& request) {
  FTENV_TRY(const std::vector<LedgerEntry> all, ledger_of(services).entries());
  UndoPlan plan;
  plan.all = request.all;
  if (all.empty() && !request.all) return plan;
  FTENV_TRY(std::vector<LedgerEntry> some, chosen(all, request));
  std::reverse(some.begin(), some.end());
  // What goes back into a folder is there before that folder is looked through. A folder goes when
  // everything that was put into it has gone: the longer path first.
  const auto turn = [](const LedgerEntry& entry) {
    return is_edit(entry) ? 0 : entry.kind == k_made_folder ? 2 : 1;
  };
  std::stable_sort(some.begin(), some.end(), [&](const LedgerEntry& one, const LedgerEntry& other) {
    if (turn(one) != turn(other)) return turn(one) < turn(other);
    return turn(one) == 2 && one.path.size() > other.path.size();
  });
  EditedFiles edits(request.all);
  for (const LedgerEntry& entry : some) {
    FTENV_TRY(UndoItem item, is_edit(entry) ? edits.look_at(entry) : look_at(services, entry));
    plan.items.push_back(std::move(item));
  }
  spare_what_comes_back(plan.items);
  keep_what_is_used(all, plan.items);
  if (request.packages) FTENV_CHECK(look_at_packages(services, plan.items));
  if (request.all) plan.store = own_folders(services.store);
  return plan;
}

Result<std::vector<UndoRun>> undo_runs(const Services& services) {
  FTENV_TRY(const std::vector<LedgerEntry> all, ledger_of(services).entries());
  std::vector<UndoRun> runs;
  for (auto entry = all.rbegin(); entry != all.rend(); ++entry) {
    const std::string name = run_of(*entry);
    auto run = std::find_if(runs.begin(), runs.end(), [&](const UndoRun& one) { return one.run == name; });
    if (run == runs.end()) run = runs.insert(runs.end(), UndoRun{name, entry->time, {}});
    run->entries.push_back(*entry);
  }
  return runs;
}

}  // namespace ftenv

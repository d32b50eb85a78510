#include "engine/undo/edited_files.hpp"

#include "base/text.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

bool is_there(const fs::path& path) {
  FsError error;
  return fs::symlink_status(path, error).type() != fs::file_not_found;
}

UndoItem as(UndoItem item, UndoItem::Action action, std::string because = {}) {
  item.action = action;
  item.because = std::move(because);
  return item;
}

// A file that can't be made as it was: where its older text is.
std::string copy_of(const LedgerEntry& entry) {
  return entry.backup.empty() ? "" : "; how it was: `" + entry.backup + "`";
}

}  // namespace

bool is_edit(const LedgerEntry& entry) {
  return entry.kind == k_edited_file || entry.kind == k_written_file || entry.kind == k_moved_file;
}

Result<UndoItem> EditedFiles::look_at_moved(UndoItem item) const {
  const LedgerEntry& entry = item.entry;
  if (!is_there(entry.backup)) return as(std::move(item), UndoItem::gone);  // or never moved
  if (is_there(entry.path)) return as(item, UndoItem::keep, "there is one again" + copy_of(entry));
  if (!is_there(fs::path(entry.path).parent_path()))
    return as(item, UndoItem::keep, "its folder is gone" + copy_of(entry));
  return as(std::move(item), UndoItem::restore);
}

Result<UndoItem> EditedFiles::look_at(const LedgerEntry& entry) {
  UndoItem item;
  item.entry = entry;
  if (with_real_parents(entry.path) != fs::path(entry.path))
    return as(item, UndoItem::keep, "a link now leads to it from elsewhere" + copy_of(entry));
  if (entry.kind == k_moved_file) return look_at_moved(std::move(item));
  FsError error;
  const fs::file_type type = fs::symlink_status(entry.path, error).type();
  if (type == fs::file_not_found) {
    if (entry.backup.empty()) return as(std::move(item), UndoItem::gone);
    return as(item, UndoItem::keep, "it has been removed since" + copy_of(entry));
  }
  if (type != fs::regular_file)
    return as(item, UndoItem::keep, "something else is there now" + copy_of(entry));
  std::string now = m_digests[entry.path];
  if (now.empty()) {
    FTENV_TRY(now, sha256_of_file(entry.path));
  }
  std::string before;
  if (is_there(entry.backup)) {
    FTENV_TRY(before, sha256_of_file(entry.backup));
  }
  // Somebody has put it back, or the change never came to be: without a copy there was none either.
  const bool untouched = now == before || (now != entry.digest && before.empty() && !entry.backup.empty());
  if (untouched) return as(std::move(item), UndoItem::gone);
  if (m_all && entry.kind == k_written_file)
    return as(item, UndoItem::settle,
              "`ftenv " + entry.step + "` was asked to write it" +
                  (now == entry.digest ? "; `ftenv undo " + entry.run + "` would make it as it was" : ""));
  if (now != entry.digest) return as(item, UndoItem::keep, "it has been changed since" + copy_of(entry));
  if (before.empty() && !entry.backup.empty())
    return as(item, UndoItem::settle, "the copy of how it was is gone");
  m_digests[entry.path] = before;
  return as(std::move(item), UndoItem::restore);
}

void spare_what_comes_back(std::vector<UndoItem>& items) {
  for (const UndoItem& file : items) {
    if (file.action != UndoItem::restore || file.entry.backup.empty()) continue;
    for (UndoItem& tree : items) {
      const std::string below = tree.entry.path + "/";
      const bool shared = tree.entry.kind == k_made_tree || tree.entry.kind == k_made_home;
      const bool goes = tree.action == UndoItem::remove || tree.action == UndoItem::share;
      if (!shared || !goes || !starts_with(file.entry.path, below)) continue;
      tree.action = UndoItem::share;
      tree.kept.push_back(file.entry.path.substr(below.size()) + " (comes back)");
      ++tree.kept_count;
    }
  }
}

}  // namespace ftenv

#include "engine/undo/tree_records.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_longest = 512u << 20;

Result<TreeListing> read_listing(const fs::path& file) {
  FTENV_TRY(const std::string text, read_text(file, k_longest));
  return parse_tree_listing(text);
}

bool is_there(const fs::path& file) {
  FsError ignored;
  return fs::exists(file, ignored);
}

Status write_listing(const fs::path& file, const TreeListing& listing) {
  FTENV_CHECK(make_directories(file.parent_path()));
  return write_text_atomically(file, tree_listing_text(listing));
}

// Python writes it wherever a module is imported, and makes it again when it is gone.
bool is_byte_code(const std::string& path) {
  return ends_with(path, ".pyc") && contains("/" + path, "/__pycache__/");
}

TreeListing without(const TreeListing& all, const TreeListing& those) {
  TreeListing rest;
  for (const auto& [path, item] : all) {
    const auto found = those.find(path);
    if (found == those.end() || !(found->second == item)) rest.emplace(path, item);
  }
  return rest;
}

}  // namespace

fs::path TreeRecords::record(const fs::path& root) const {
  return m_folder / (sha256_of(root.string()).substr(0, 16) + ".jsonl");
}

fs::path TreeRecords::pending(const fs::path& root) const {
  return m_folder / (sha256_of(root.string()).substr(0, 16) + ".before.jsonl");
}

Status TreeRecords::begin(const fs::path& root) const {
  if (is_there(pending(root))) return {};
  FTENV_TRY(const TreeListing now, list_tree(root));
  TreeListing ours;
  if (is_there(record(root))) {
    FTENV_TRY(ours, read_listing(record(root)));
  }
  return write_listing(pending(root), without(now, ours));
}

Status TreeRecords::finish(const fs::path& root) const {
  if (!is_there(pending(root))) return {};
  FTENV_TRY(const TreeListing foreign, read_listing(pending(root)));
  FTENV_TRY(const TreeListing now, list_tree(root));
  FTENV_CHECK(write_listing(record(root), without(now, foreign)));
  FsError ignored;
  fs::remove(pending(root), ignored);
  return {};
}

Status TreeRecords::adopt(const fs::path& root) const {
  FTENV_TRY(const TreeListing now, list_tree(root));
  return write_listing(record(root), now);
}

void TreeRecords::forget(const fs::path& root) const {
  FsError ignored;
  fs::remove(record(root), ignored);
  fs::remove(pending(root), ignored);
}

bool TreeRecords::known(const fs::path& root) const {
  return is_there(record(root));
}

Result<TreeShares> TreeRecords::shares(const fs::path& root) const {
  FTENV_TRY(const TreeListing now, list_tree(root));
  if (is_there(pending(root))) {
    FTENV_TRY(const TreeListing foreign, read_listing(pending(root)));
    return share_out(now, without(now, foreign));
  }
  if (!is_there(record(root))) return share_out(now, now);
  FTENV_TRY(const TreeListing known, read_listing(record(root)));
  return share_out(now, known);
}

TreeShares share_out(const TreeListing& now, const TreeListing& known) {
  TreeShares shares;
  for (const auto& [path, item] : now) {
    if (item.kind == TreeItem::folder) {
      // Only one of ours, or Python's own for byte code: an empty folder can be somebody's too.
      if (known.count(path) != 0 || ends_with("/" + path, "/__pycache__"))
        shares.folders.push_back(path);
      else
        shares.foreign.push_back(path);
      continue;
    }
    const auto found = known.find(path);
    if (is_byte_code(path) || (found != known.end() && found->second == item))
      shares.ours.push_back(path);
    else if (found != known.end())
      shares.changed.push_back(path);
    else
      shares.foreign.push_back(path);
  }
  // A map is sorted, so what lies in a folder comes after it.
  std::reverse(shares.folders.begin(), shares.folders.end());
  return shares;
}

}  // namespace ftenv

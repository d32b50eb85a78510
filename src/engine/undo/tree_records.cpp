#include "engine/undo/tree_records.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_longest = 512u << 20;
constexpr std::string_view k_pending = ".before.jsonl";

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

std::string TreeRecords::id(const fs::path& root) {
  return sha256_of(root.string()).substr(0, 16);
}

fs::path TreeRecords::record(const fs::path& root) const {
  return m_folder / (id(root) + ".jsonl");
}

fs::path TreeRecords::pending(const fs::path& root, const std::string& run) const {
  return m_folder / (id(root) + "." + run + std::string(k_pending));
}

std::vector<std::string> TreeRecords::pending_runs(const fs::path& root) const {
  std::vector<std::string> runs;
  for (const fs::path& file : entries_of(m_folder)) {
    const std::string name = file.filename().string(), start = id(root) + ".";
    if (starts_with(name, start) && ends_with(name, k_pending))
      runs.push_back(name.substr(start.size(), name.size() - start.size() - k_pending.size()));
  }
  return runs;
}

Result<TreeListing> TreeRecords::known_listing(const fs::path& root) const {
  if (!known(root)) return TreeListing{};
  return read_listing(record(root));
}

Status TreeRecords::begin(const fs::path& root, const std::string& run) const {
  FTENV_TRY(const TreeListing now, list_tree(root));
  FTENV_TRY(const TreeListing ours, known_listing(root));
  return write_listing(pending(root, run), without(now, ours));
}

Status TreeRecords::finish(const fs::path& root, const std::string& run) const {
  FTENV_TRY(const TreeListing foreign, read_listing(pending(root, run)));
  FTENV_TRY(const TreeListing now, list_tree(root));
  FTENV_TRY(const TreeListing before, known_listing(root));
  TreeListing ours = without(now, foreign);
  // What another run has recorded meanwhile was there when this one began, but not as somebody else's.
  for (const auto& [path, item] : before) {
    const auto found = now.find(path);
    if (found != now.end() && found->second == item) ours.insert_or_assign(path, item);
  }
  FTENV_CHECK(write_listing(record(root), ours));
  FsError ignored;
  fs::remove(pending(root, run), ignored);
  return {};
}

Status TreeRecords::adopt(const fs::path& root) const {
  FTENV_TRY(const TreeListing now, list_tree(root));
  return write_listing(record(root), now);
}

void TreeRecords::forget(const fs::path& root) const {
  FsError ignored;
  fs::remove(record(root), ignored);
  for (const std::string& run : pending_runs(root)) fs::remove(pending(root, run), ignored);
}

bool TreeRecords::known(const fs::path& root) const {
  return is_there(record(root));
}

Result<TreeShares> TreeRecords::shares(const fs::path& root) const {
  FTENV_TRY(const TreeListing now, list_tree(root));
  const std::vector<std::string> cut_off = pending_runs(root);
  if (!known(root) && cut_off.empty()) return share_out(now, now);
  FTENV_TRY(TreeListing ours, known_listing(root));
  for (const std::string& run : cut_off) {
    FTENV_TRY(const TreeListing foreign, read_listing(pending(root, run)));
    for (auto& [path, item] : without(now, foreign)) ours.insert_or_assign(path, item);
  }
  return share_out(now, ours);
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

// Which of the files in a folder that ftenv has made are ftenv's, so that undo leaves the others alone.
//
// Others write there too: a person installs a package into the virtual environment, cargo is used for
// another project. So what is there is listed before ftenv works in the folder and again afterwards; what
// came or changed in between is ours, also what another ftenv did there meanwhile. A run that was killed
// leaves the first listing behind; the next one finishes it.
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "inspect/tree_listing.hpp"

namespace ftenv {

struct TreeShares {
  std::vector<std::string> ours;     // as ftenv left them, or derived from such: byte code
  std::vector<std::string> changed;  // ours, and touched since
  std::vector<std::string> foreign;  // somebody else's
  std::vector<std::string> folders;  // deepest first; they go if they are empty in the end
};

class TreeRecords {
 public:
  explicit TreeRecords(fs::path folder) : m_folder(std::move(folder)) {}

  // Before `run` works in `root`, which need not exist.
  Status begin(const fs::path& root, const std::string& run) const;
  // Afterwards, however it ended.
  Status finish(const fs::path& root, const std::string& run) const;
  // The runs that have begun in `root` and not finished: they still work there, or were cut off.
  std::vector<std::string> pending_runs(const fs::path& root) const;
  // For a tree that was put there whole.
  Status adopt(const fs::path& root) const;
  void forget(const fs::path& root) const;

  // Has a run in `root` come to its end?
  bool known(const fs::path& root) const;
  // Only while no run works in `root`. A folder without a record was never finished: all that is in it is
  // ours.
  Result<TreeShares> shares(const fs::path& root) const;

 private:
  static std::string id(const fs::path& root);
  fs::path record(const fs::path& root) const;                           // what is ours
  fs::path pending(const fs::path& root, const std::string& run) const;  // what was not, when it began
  Result<TreeListing> known_listing(const fs::path& root) const;
  fs::path m_folder;
};

// The pure half: what of `now` is ours, by what was `known` to be.
TreeShares share_out(const TreeListing& now, const TreeListing& known);

}  // namespace ftenv

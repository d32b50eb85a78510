// Undo for files that were somebody else's before (engine/recorded_edit.hpp).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/undo/undo_plan.hpp"

namespace ftenv {

bool is_edit(const LedgerEntry& entry);

// Looks at one edit after the other, newest first: what one puts back is what the next will find.
class EditedFiles {
 public:
  // `all`: everything is taken back, and then what a person had written into a project stays.
  explicit EditedFiles(bool all) : m_all(all) {}
  // Errors: disk and permission of looking.
  Result<UndoItem> look_at(const LedgerEntry& entry);

 private:
  Result<UndoItem> look_at_moved(UndoItem item) const;
  bool m_all;
  std::map<std::string, std::string> m_digests;  // of a path, once the items so far are done
};

// A file that goes back into a folder which would be removed as a whole: there it counts as somebody's.
void spare_what_comes_back(std::vector<UndoItem>& items);

}  // namespace ftenv

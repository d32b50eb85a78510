// Changing files that are somebody's own: the shell's files, a project's sources. How each was before is
// kept in the store and in the ledger, so that undo can put it back; what it was is safe before anything
// changes.
#pragma once

#include <string>

#include "engine/ledger.hpp"
#include "engine/services.hpp"

namespace ftenv {

// Writes `text` into `file`, whose links are followed and whose rights stay; creates it, and the folders on
// the way, where it is not there. `kind`: k_edited_file or k_written_file. Errors: disk, permission; then
// the file is as it was.
Result<LedgerEntry> write_recorded(const Services& services, const char* kind, const fs::path& file,
                                   const std::string& text, const std::string& step);

// Moves a file or a link away; the entry's `backup` says where to. Errors as above.
Result<LedgerEntry> move_away_recorded(const Services& services, const fs::path& file,
                                       const std::string& step);

// Makes it as it was before, if it is still as ftenv left it. The ledger keeps the entry. Errors: project,
// where somebody has changed it meanwhile, and then it stays; disk, permission.
Status put_back(const LedgerEntry& entry);

}  // namespace ftenv

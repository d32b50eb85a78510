// What Boost.Filesystem has no word for: exclusive creation with a flush to the disk, and access(2).
//
// These sit here and not in platform/ because base is below it, and because every file that ftenv
// writes goes through them. A port to another system writes this one .cpp anew.
#pragma once

#include <string_view>

#include "base/fs.hpp"

namespace ftenv::os_files {

// Creates `path` (it must not exist), writes `bytes` and has the system put them on the disk.
FsError write_new(const fs::path& path, std::string_view bytes);

// Gives `to` the mode of `from` and, as far as we may, its owner: a root that edits a user's file must
// not take it away from them.
FsError copy_mode_and_owner(const fs::path& from, const fs::path& to);

// May this process create entries in the existing directory?
bool may_create_in(const fs::path& directory);

}  // namespace ftenv::os_files

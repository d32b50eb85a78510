// Programs and libraries of macOS whose names point into the prefix that they were configured with. They
// get names that are relative to where the file stands, so that they work wherever the tree is put, and
// another move has nothing to do.
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "engine/services.hpp"
#include "inspect/native/mach_o_names.hpp"
#include "model/command.hpp"

namespace ftenv {

// Pure. What has to be run for one file of a tree that is made to leave `old_prefix`: install_name_tool for
// its names, codesign after it where macOS would otherwise kill the program. Nothing, when no name points
// into `old_prefix`. `place` is where the file stands in the tree ("lib/libpython3.14t.dylib"), and `root`
// where the tree is now. Error: unsupported, when the new names don't fit into the file, or when its
// processors' parts search in different places.
Result<std::vector<Command>> mach_o_move(const fs::path& root, const std::string& place,
                                         const std::vector<MachONames>& parts, const std::string& old_prefix);

// The same for all that CPython's own build installs with such names: its library and its program.
Result<std::vector<Command>> planned_mach_o_move(const fs::path& root, const Host& host,
                                                 const std::string& interpreter, const std::string& prefix);

// Runs these commands for each file below `root` that needs them, and looks afterwards whether they have
// helped. Names for one file that has several stay so. Errors: as above; archive, for a damaged file;
// process, disk, interrupted.
Status move_mach_o_tree(Services& services, const fs::path& root, const std::string& old_prefix);

}  // namespace ftenv

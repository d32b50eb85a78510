// What this process may do at all, and what it takes from itself.
#pragma once

#include <cstddef>

namespace ftenv {

// How many files and pipes it may have open at once, at least 16.
std::size_t most_open_files();

// Takes away from others the right to write to what this process and its children make from now on,
// whatever the umask that it was started with.
void keep_others_from_writing();

// Where stdin, stdout or stderr was closed by whoever started this process, the next file that is opened
// would take its place, and what is printed would go into it. Put there what reads as empty and can't be
// written to.
void fill_closed_streams();

}  // namespace ftenv

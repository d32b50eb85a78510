#include "platform/process_limits.hpp"

namespace ftenv {

// What the C library has room for; of handles alone there could be many more.
std::size_t most_open_files() {
  return 512;
}

// Folders there hand on their own list of who may do what.
void keep_others_from_writing() {}

// Handles have no order there: nothing takes the place of a stream that is closed.
void fill_closed_streams() {}

}  // namespace ftenv

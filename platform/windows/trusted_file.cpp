#include "platform/trusted_file.hpp"

#include "base/files.hpp"

namespace ftenv {

// Windows gives the folders of a profile to their person alone. Lists of access that somebody has loosened
// are not read: docs/security.md says so.
std::string who_else_may_write(const fs::path&) {
  return {};
}

Result<std::string> read_trusted_text(const fs::path& file, std::size_t limit_bytes) {
  FsError error;
  if (!fs::is_regular_file(fs::symlink_status(file, error)))
    return fail(ErrorCode::usage, "`" + file.string() + "` is no plain file");
  return read_text(file, limit_bytes);
}

}  // namespace ftenv

// Waiting for another ftenv.
#pragma once

#include "engine/services.hpp"
#include "platform/file_lock.hpp"

namespace ftenv {

// Takes the lock at `path`, however long its holder needs; `waited` says that there was one. The person is
// told at once, after 10 s, after 30 s, and then every minute. Errors: interrupted; those of FileLock.
Result<FileLock> wait_for_lock(Services& services, const fs::path& path, bool& waited);

}  // namespace ftenv

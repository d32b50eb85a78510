// Waiting for another ftenv.
#pragma once

#include <optional>

#include "engine/services.hpp"
#include "platform/file_lock.hpp"

namespace ftenv {

// Takes the lock at `path`, however long its holder needs; `waited` says that there was one. The person is
// told at once, after 10 s, after 30 s, and then every minute. Errors: interrupted; those of FileLock.
Result<FileLock> wait_for_lock(Services& services, const fs::path& path, bool& waited,
                               LockKind kind = LockKind::exclusive);

// One that something of the store has for itself: "packages", "rust", a toolchain's name.
Result<FileLock> wait_for_named_lock(Services& services, const std::string& name, bool& waited);

// What a job holds from its beginning to its end: the store, which it shares with other jobs but not with
// undo, and its project, which it has alone.
struct JobLocks {
  FileLock store;
  std::optional<FileLock> project;
};
// `project` may be empty. After `waited`, what was looked at before may no longer be so.
Result<JobLocks> lock_for_job(Services& services, const fs::path& project, bool& waited);

}  // namespace ftenv

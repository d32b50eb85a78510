#include "engine/store_lock.hpp"

#include <thread>

#include "engine/ledger.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

constexpr auto k_between_tries = std::chrono::milliseconds(100);

std::chrono::seconds next_after(std::chrono::seconds told) {
  if (told.count() == 0) return std::chrono::seconds(10);
  if (told.count() == 10) return std::chrono::seconds(30);
  return told.count() == 30 ? std::chrono::seconds(60) : told + std::chrono::seconds(60);
}

}  // namespace

Result<FileLock> wait_for_lock(Services& services, const fs::path& path, bool& waited, LockKind kind) {
  const auto begin = services.clock.now();
  std::chrono::seconds next_note(0);
  for (;;) {
    FTENV_TRY(std::optional<FileLock> lock, FileLock::try_acquire(path, kind));
    if (lock) return std::move(*lock);
    waited = true;
    if (services.clock.now() - begin >= next_note) {
      const long holder = FileLock::holder(path);
      services.reporter.note("waiting for another ftenv" +
                             (holder > 0 ? " (pid " + std::to_string(holder) + ")" : "") +
                             " to finish; it holds `" + path.string() + "`");
      next_note = next_after(next_note);
    }
    if (services.cancel.requested())
      return fail(ErrorCode::interrupted, "interrupted while waiting for the lock");
    std::this_thread::sleep_for(k_between_tries);
  }
}

Result<FileLock> wait_for_named_lock(Services& services, const std::string& name, bool& waited) {
  return wait_for_lock(services, services.store.locks() / name, waited);
}

Result<JobLocks> lock_for_job(Services& services, const fs::path& project, bool& waited) {
  FTENV_TRY(FileLock store, wait_for_lock(services, services.store.lock(), waited, LockKind::shared));
  JobLocks locks{std::move(store), std::nullopt};
  if (project.empty()) return locks;
  const std::string name = "project-" + sha256_of(with_real_parents(project).string()).substr(0, 16);
  FTENV_TRY(locks.project, wait_for_named_lock(services, name, waited));
  return locks;
}

}  // namespace ftenv

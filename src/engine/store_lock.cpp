#include "engine/store_lock.hpp"

#include <thread>

namespace ftenv {
namespace {

constexpr auto k_between_tries = std::chrono::milliseconds(100);

std::chrono::seconds next_after(std::chrono::seconds told) {
  if (told.count() == 0) return std::chrono::seconds(10);
  if (told.count() == 10) return std::chrono::seconds(30);
  return told.count() == 30 ? std::chrono::seconds(60) : told + std::chrono::seconds(60);
}

}  // namespace

Result<FileLock> wait_for_lock(Services& services, const fs::path& path, bool& waited) {
  const auto begin = services.clock.now();
  std::chrono::seconds next_note(0);
  for (;;) {
    FTENV_TRY(std::optional<FileLock> lock, FileLock::try_acquire(path));
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

}  // namespace ftenv

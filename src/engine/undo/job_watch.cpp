#include "engine/undo/job_watch.hpp"

#include <algorithm>
#include <thread>

#include "base/files.hpp"
#include "engine/creation.hpp"
#include "engine/rust/toolchain.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

constexpr const char* k_step = "crates";

bool is_there(const fs::path& path) {
  FsError ignored;
  return fs::exists(path, ignored);
}

// $CARGO_HOME/registry/cache/REGISTRY/NAME-VERSION.crate and what is unpacked of it in src/REGISTRY/.
std::set<fs::path> crates_in(const fs::path& cargo) {
  std::set<fs::path> found;
  for (const char* part : {"cache", "src"}) {
    for (const fs::path& registry : entries_of(cargo / "registry" / part)) {
      for (const fs::path& crate : entries_of(registry)) found.insert(crate);
    }
  }
  return found;
}

fs::path lock_of(const Services& services, const std::string& run) {
  return services.store.locks() / ("run-" + run);
}

// The records of one folder are read and written by one ftenv at a time. Not for long: whoever holds the
// lock lists files. Without it, in the end, undo knows less; the job is not kept waiting.
std::optional<FileLock> alone_with_records(const Services& services) {
  for (int tries = 0; tries < 50; ++tries) {
    auto lock = FileLock::try_acquire(services.store.locks() / "trees");
    if (!lock) return std::nullopt;
    if (*lock) return std::move(*lock);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return std::nullopt;
}

// The system has let go of its lock, so that run is dead; what came to `root` since it began was its doing.
void finish_cut_off(const Services& services, const fs::path& root) {
  const TreeRecords records = tree_records_of(services);
  std::vector<std::string> dead;
  bool alive = false;
  for (const std::string& run : records.pending_runs(root)) {
    const auto lock = FileLock::try_acquire(lock_of(services, run));
    if (lock && *lock) {
      dead.push_back(run);
    } else {
      alive = true;
    }
  }
  if (!is_there(root)) return;
  if (!alive && !dead.empty()) remove_cut_off_writes(root);
  for (const std::string& run : dead) static_cast<void>(records.finish(root, run));
}

}  // namespace

Status JobWatch::begin(const std::vector<fs::path>& venvs) {
  const Ledger ledger = ledger_of(m_services);
  const fs::path cargo = cargo_home(m_services.child_environment);
  m_roots = venvs;
  for (const fs::path& home : {cargo, rustup_home(m_services.child_environment)}) {
    // Whoever runs cargo or rustup first makes it.
    if (!is_there(home)) FTENV_CHECK(record_creation(m_services, k_made_home, home, k_step));
    if (ledger.has(k_made_home, home)) m_roots.push_back(home);
  }
  if (is_there(cargo) && !ledger.has(k_made_home, cargo)) {
    m_cargo = cargo;
    m_crates = crates_in(cargo);
  }
  FTENV_TRY(m_lock, FileLock::try_acquire(lock_of(m_services, m_services.run)));
  const auto alone = alone_with_records(m_services);
  for (const fs::path& root : m_roots) {
    finish_cut_off(m_services, root);
    FTENV_CHECK(tree_records_of(m_services).begin(root, m_services.run));
  }
  return {};
}

JobWatch::~JobWatch() {
  const auto alone = alone_with_records(m_services);
  for (const fs::path& root : m_roots) finish_root(root);
  if (!m_cargo.empty()) record_crates();
}

// What can't be written here costs undo's knowledge, never the job's result.
void JobWatch::finish_root(const fs::path& root) const {
  Ledger ledger = ledger_of(m_services);
  const TreeRecords records = tree_records_of(m_services);
  const bool home = ledger.has(k_made_home, root);
  if (is_there(root) && (home || ledger.has(k_made_tree, root))) {
    static_cast<void>(records.finish(root, m_services.run));
    return;
  }
  records.forget(root);
  // Nothing came of it, and what somebody else puts there one day is not ours.
  if (home) {
    static_cast<void>(ledger.record_removed(
        {k_made_home, with_real_parents(root).string(), k_step, "", m_services.clock.utc(), ""}));
  }
}

void JobWatch::record_crates() const {
  Ledger ledger = ledger_of(m_services);
  for (const fs::path& crate : crates_in(m_cargo)) {
    if (m_crates.count(crate) != 0) continue;
    FsError ignored;
    if (fs::is_directory(crate, ignored)) {
      static_cast<void>(record_creation(m_services, k_made_directory, crate, k_step));
    } else if (const auto digest = sha256_of_file(crate)) {
      static_cast<void>(
          ledger.record({k_made_file, crate.string(), k_step, *digest, m_services.clock.utc(), ""}));
    }
  }
}

void finish_cut_off_runs(const Services& services, const std::vector<fs::path>& venvs) {
  std::vector<fs::path> roots = venvs;
  roots.push_back(cargo_home(services.child_environment));
  roots.push_back(rustup_home(services.child_environment));
  const TreeRecords records = tree_records_of(services);
  const bool any = std::any_of(roots.begin(), roots.end(),
                               [&](const fs::path& root) { return !records.pending_runs(root).empty(); });
  if (!any) return;
  const auto alone = alone_with_records(services);
  for (const fs::path& root : roots) finish_cut_off(services, root);
}

}  // namespace ftenv

// Watches the folders that a job works in together with others: the virtual environment, cargo's and
// rustup's. When the job has ended, however it ended, what it has brought there is on record.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "engine/services.hpp"
#include "platform/file_lock.hpp"

namespace ftenv {

class JobWatch {
 public:
  explicit JobWatch(const Services& services) : m_services(services) {}
  JobWatch(const JobWatch&) = delete;
  JobWatch& operator=(const JobWatch&) = delete;
  ~JobWatch();

  // Before anything is changed. `venvs` need not exist.
  Status begin(const std::vector<fs::path>& venvs);

 private:
  void finish_root(const fs::path& root) const;
  void record_crates() const;

  const Services& m_services;
  std::optional<FileLock> m_lock;  // held as long as this run is alive
  std::vector<fs::path> m_roots;
  fs::path m_cargo;             // one that was there before, and is therefore not ours
  std::set<fs::path> m_crates;  // what its registry held
};

// For a run that finds nothing to do after one that was killed: what that one brought is recorded.
void finish_cut_off_runs(const Services& services, const std::vector<fs::path>& venvs);

}  // namespace ftenv

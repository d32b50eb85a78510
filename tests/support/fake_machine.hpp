// A machine with plenty of everything, on which a test takes something away. Files are the real ones.
#pragma once

#include <functional>
#include <map>
#include <set>

#include "platform/machine_facts.hpp"

namespace ftenv::test {

class FakeMachine : public Machine {
 public:
  // By folder; the nearest one above a place answers for it.
  std::map<std::string, FilesystemFacts> disks;
  std::map<std::string, OwnerFacts> owners;
  MemoryFacts memory_left{8'000'000'000, 0, 0};
  std::set<std::string> lacking_locales;
  std::int64_t time_shift = 0;  // seconds, on top of the real clock

  static FilesystemFacts roomy() {
    return {50'000'000'000, 1'000'000, 2'000'000, 1, false, false, false, false};
  }

  // A disk of its own for `folder`, to be spoiled.
  FilesystemFacts& disk(const fs::path& folder) {
    FilesystemFacts& facts = disks[folder.string()];
    facts = roomy();
    facts.device = 1 + disks.size();
    return facts;
  }

  Result<FilesystemFacts> filesystem(const fs::path& place) const override {
    for (fs::path at = place; !at.empty(); at = at.parent_path()) {
      if (const auto known = disks.find(at.string()); known != disks.end()) return known->second;
      if (at == at.root_path()) break;
    }
    return roomy();
  }
  OwnerFacts owner(const fs::path& path) const override {
    if (const auto known = owners.find(path.string()); known != owners.end()) return known->second;
    FsError ignored;
    const bool exists = fs::exists(path, ignored);
    return {exists, fs::is_directory(path, ignored), exists, exists, "ada"};
  }
  Result<MemoryFacts> memory() const override { return memory_left; }
  bool has_locale(const std::string& name) const override { return lacking_locales.count(name) == 0; }
  std::int64_t seconds_since_1970() const override {
    return system_machine().seconds_since_1970() + time_shift;
  }
};

}  // namespace ftenv::test

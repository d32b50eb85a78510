#include "engine/creation.hpp"

#include "base/files.hpp"

namespace ftenv {
namespace {

// Outermost first.
std::vector<fs::path> missing_folders(const fs::path& path) {
  std::vector<fs::path> missing;
  FsError error;
  for (fs::path at = path; !at.empty() && !fs::exists(at, error); at = at.parent_path()) {
    missing.insert(missing.begin(), at);
  }
  return missing;
}

}  // namespace

Ledger ledger_of(const Services& services) {
  return Ledger(services.store.ledger(), services.run);
}

TreeRecords tree_records_of(const Services& services) {
  return TreeRecords(services.store.trees());
}

Status record_creation(const Services& services, const char* kind, const fs::path& path,
                       const std::string& step) {
  return ledger_of(services).record({kind, path.string(), step, "", services.clock.utc(), ""});
}

Status create_folders(const Services& services, const fs::path& path, const std::string& step) {
  for (const fs::path& folder : missing_folders(path)) {
    FTENV_CHECK(record_creation(services, k_made_folder, folder, step));
  }
  return make_directories(path);
}

Status publish_recorded(const Services& services, const fs::path& staged, const fs::path& target,
                        const std::string& step) {
  FTENV_CHECK(create_folders(services, target.parent_path(), step));
  FTENV_CHECK(record_creation(services, k_made_tree, target, step));
  FTENV_CHECK(publish(staged, target));
  return tree_records_of(services).adopt(target);
}

Status create_store(const Services& services) {
  // The ledger lies in the first of them, so that one can only be recorded once it is there.
  const std::vector<fs::path> missing = missing_folders(services.store.home);
  FTENV_CHECK(make_directories(services.store.home));
  for (const fs::path& folder : missing) {
    FTENV_CHECK(record_creation(services, k_made_folder, folder, "store"));
  }
  return create_folders(services, services.store.cache, "store");
}

}  // namespace ftenv

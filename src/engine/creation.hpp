// Making things so that undo finds them: what is created is in the ledger before it can be seen.
#pragma once

#include <string>
#include <vector>

#include "engine/ledger.hpp"
#include "engine/services.hpp"
#include "engine/undo/tree_records.hpp"

namespace ftenv {

Ledger ledger_of(const Services& services);
TreeRecords tree_records_of(const Services& services);

// Appends {kind, path, step} with the time and the run.
Status record_creation(const Services& services, const char* kind, const fs::path& path,
                       const std::string& step);

// Creates `path` and its parents; those that were not there are recorded as folders.
Status create_folders(const Services& services, const fs::path& path, const std::string& step);

// Moves a staged folder to its final name, which must be free, as one that is wholly ours.
Status publish_recorded(const Services& services, const fs::path& staged, const fs::path& target,
                        const std::string& step);

// The store's two roots. Whatever command is the first to write there calls this first.
Status create_store(const Services& services);

}  // namespace ftenv

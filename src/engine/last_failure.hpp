// The last run of ftenv that failed, as it left it in the store: for `ftenv explain` and `ftenv report`
// without a file.
#pragma once

#include <optional>
#include <string>

#include "base/fs.hpp"
#include "engine/services.hpp"

namespace ftenv {

struct LastFailure {
  std::string time;  // UTC
  fs::path log;      // the full output of the child that failed; kept apart from later runs'
  fs::path project;  // empty for `python install`
  std::string message;
};

// Overwrites what was there. Where the error has no log, it is the log itself. Quietly does nothing where the
// store can't be written: the failure itself is being told anyway.
void record_failure(const Services& services, const Error& error, const fs::path& project);

// nullopt where there is none, or its log is gone.
std::optional<LastFailure> last_failure(const Store& store);

}  // namespace ftenv

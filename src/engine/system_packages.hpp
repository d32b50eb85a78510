// Packages of the system: which ones a purpose takes, and their installation with everything that belongs to
// it: the announcement, the ledger, the log.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/services.hpp"

namespace ftenv {

// What compiling CPython needs.
std::vector<std::string> build_packages(const Services& services, bool tkinter);

// Installs those that are missing with one command, which is shown first. Returns how many there were.
// Errors: permission with the command to type, network, process.
Result<std::size_t> install_packages(Services& services, const std::vector<std::string>& wanted,
                                     const std::string& step_id);

}  // namespace ftenv

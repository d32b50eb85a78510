// What rpm's database and the repository files of a machine say: the same for every manager on top of
// rpm. Private to platform/.
#pragma once

#include "platform/process.hpp"

namespace ftenv {

// argv of the question which of `packages` nothing installed provides.
std::vector<std::string> rpm_question(const std::vector<std::string>& packages);
// Its answer. Errors: process, when rpm can't read its database.
Result<std::vector<std::string>> rpm_answer(const ProcessOutcome& outcome);

// argv of the question for the names of all that is installed, one a line.
std::vector<std::string> rpm_list();
// argv that removes exactly these, or nothing when something else needs one.
std::vector<std::string> rpm_erase();

// Is this repository in one of the *.repo files of the folders, and switched on?
bool has_enabled_repository(const std::vector<fs::path>& folders, const std::string& id);

}  // namespace ftenv

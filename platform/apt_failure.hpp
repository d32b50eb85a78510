// A failed run of apt or dpkg as an error that a person can act on. Private to platform/.
#pragma once

#include "platform/process.hpp"

namespace ftenv {

// `what`: the program and its verb, "apt-get install". `log`: where its whole output is, or empty.
Error apt_failure(const std::string& what, const ProcessOutcome& outcome, const fs::path& log);

}  // namespace ftenv

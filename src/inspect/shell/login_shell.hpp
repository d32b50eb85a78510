// The environment that a person's next terminal will have.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/environment.hpp"
#include "platform/process.hpp"

namespace ftenv {

struct LoginEnvironment {
  std::string shell;        // the one that was asked
  Environment environment;  // without what every shell changes by itself (_, SHLVL, PWD, …)
};

// Starts $SHELL (else /bin/sh) as a login shell with nothing but HOME, USER, LOGNAME, SHELL, TERM and a
// system PATH, and reads what it exports. Error: process, when it does not answer within 5 s.
Result<LoginEnvironment> ask_login_shell(ProcessRunner& runner, const Environment& user);

// Names that are set, unset or different in `after`, sorted.
std::vector<std::string> changed_variables(const Environment& before, const Environment& after);

}  // namespace ftenv

// What no package manager brings and a person has to install: a vendor's compilers.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/services.hpp"

namespace ftenv {

// The platform's tools that serve one of `purposes`.
std::vector<SystemTool> tools_for(const PlatformRecipe& platform, const std::vector<std::string>& purposes);

// Those of them that are not there: each is asked for by its probe, which
// only looks. Errors: what running a program can fail with.
Result<std::vector<SystemTool>> missing_tools(Services& services, const std::vector<std::string>& purposes);

// "{ProgramFiles(x86)}/…" with the user's variables.
std::string expand_variables(std::string text, const Environment& user);

Command install_command(const SystemTool& tool);

// Says what is missing and what to run.
Error missing_tools_error(const std::vector<SystemTool>& tools);

}  // namespace ftenv

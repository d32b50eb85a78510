// The ways out that several checks of the environment and its interpreter share.
#pragma once

#include <string>
#include <vector>

#include "engine/doctor/check.hpp"

namespace ftenv {

// "ftenv up PROJECT", and what belongs behind it.
std::string up_command(const CheckContext& context, const std::string& more = {});

// Makes the environment again: by --fix where it is ours, else by hand, with the old one kept.
Fix remake_venv(const CheckContext& context, const VenvFacts& venv);

// The interpreter's own file and its prefix: links of the venv followed. Empty where there is none.
struct BaseProgram {
  fs::path file;
  fs::path prefix;
};
BaseProgram base_program(const VenvFacts& venv);

// What installs packages of this system, as a line to paste; empty without packages.
Fix install_packages(const CheckContext& context, const std::vector<std::string>& packages);

}  // namespace ftenv

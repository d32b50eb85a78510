// The one place that may raise privileges.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/environment.hpp"
#include "platform/process.hpp"

namespace ftenv {

enum class Elevation {
  already_root,  // run as it is
  sudo,          // `sudo -n` answers without a password
  none,          // a person has to do it
};

// Asks `sudo -n true` at most once per process; never prompts.
Elevation probe_elevation(ProcessRunner& runner, const Environment& environment);

// argv as it would really be run: itself, or behind "sudo -n --". For `none` the line a person would
// type: behind "sudo".
std::vector<std::string> elevated(const std::vector<std::string>& argv, Elevation elevation);

}  // namespace ftenv

// Container or WSL? Private to platform/. Pure.
#pragma once

#include <string_view>

#include "model/environment.hpp"

namespace ftenv {

// By the groups that container runtimes make (/proc/self/cgroup) and the variable that podman and
// systemd-nspawn set. Files such as /.dockerenv are looked for by the caller.
bool looks_contained(std::string_view proc_self_cgroup, const Environment& environment);

// /proc/version of WSL 1 and 2 names Microsoft.
bool looks_like_wsl(std::string_view proc_version);

}  // namespace ftenv

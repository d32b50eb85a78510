// Asks the machine what it is. Reads files and system calls, starts nothing.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "model/environment.hpp"
#include "model/host.hpp"

namespace ftenv {

// Errors: unsupported, when the system can't be told at all.
Result<Host> probe_host();

// os-release(5) into the distro fields of `host`. Pure: tests feed it files of many systems.
void apply_os_release(std::string_view os_release, Host& host);

// cpu.max of cgroup v2 ("max 100000", "150000 100000"), or quota and period of v1, as whole cores;
// 0 where unlimited or not understood. Pure.
int cores_of_cgroup_quota(std::string_view cpu_max);

Environment current_environment();

// The shell that the account's entry names; empty where there is no entry, and on Windows.
std::string account_shell();

// Identity of ftenv's process for logs and locks.
long current_pid();

}  // namespace ftenv

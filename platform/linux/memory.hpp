// How much memory is left. Private to platform/. Pure but for the files below `root`.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/fs.hpp"
#include "platform/machine_facts.hpp"

namespace ftenv {

// /proc/meminfo into available and swap; zeros where a line is missing.
MemoryFacts memory_of_meminfo(std::string_view meminfo);

// What is left of the tightest limit that the process's groups have; 0 where there is none. Pages that
// only cache files don't count as used: the kernel takes them back. `root`: /sys/fs/cgroup.
std::uintmax_t cgroup_memory_left(std::string_view proc_self_cgroup, const fs::path& root);

}  // namespace ftenv

#include <signal.h>
#include <sys/sysctl.h>
#include <sys/types.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <vector>

#include "platform/posix/system_calls.hpp"

namespace ftenv {
namespace {

// Everything in the group, zombies too; nullopt where the kernel does not say.
std::optional<std::vector<kinfo_proc>> members_of(pid_t group) {
  int name[] = {CTL_KERN, KERN_PROC, KERN_PROC_PGRP, group};
  constexpr unsigned k_words = sizeof name / sizeof *name;
  // It may grow between the two questions.
  for (int attempt = 0; attempt < 4; ++attempt) {
    std::size_t size = 0;
    if (::sysctl(name, k_words, nullptr, &size, nullptr, 0) != 0) return std::nullopt;
    std::vector<kinfo_proc> members(size / sizeof(kinfo_proc) + 16);
    size = members.size() * sizeof(kinfo_proc);
    if (::sysctl(name, k_words, members.data(), &size, nullptr, 0) == 0) {
      members.resize(size / sizeof(kinfo_proc));
      return members;
    }
    if (errno != ENOMEM) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

bool group_has_living(pid_t group) {
  // Ours that have ended but were not waited for.
  while (::waitpid(-group, nullptr, WNOHANG) > 0) {
  }
  if (::kill(-group, 0) != 0 && errno == ESRCH) return false;
  const auto members = members_of(group);
  if (!members) return true;
  return std::any_of(members->begin(), members->end(),
                     [](const kinfo_proc& member) { return member.kp_proc.p_stat != SZOMB; });
}

}  // namespace ftenv

// Ends what ftenv has started when ftenv itself is killed and can't. Private to platform/.
//
// A child gets TERM when its parent dies, but not its own children: cargo's rustc, make's compilers. They
// would go on writing into a tree that the next ftenv works on. So a small process of ours holds one end of
// a pipe, knows the groups of the living children, and kills them when the pipe closes, which the system
// does however ftenv dies.
#pragma once

#include <sys/types.h>

namespace ftenv {

// Starts the guard at the first call. The descriptor to tell it through, -1 where it could not be started:
// then children are on their own, as if ftenv had none.
int guard_descriptor();

// For the child between fork and exec, once it leads its group: before its first own child can exist.
// Async-signal-safe.
void tell_guard_of_group(int descriptor, pid_t group);

// The group has no living process any more, and its number may soon be somebody else's.
class GuardedGroup {
 public:
  explicit GuardedGroup(pid_t group) : m_group(group) {}
  GuardedGroup(const GuardedGroup&) = delete;
  GuardedGroup& operator=(const GuardedGroup&) = delete;
  ~GuardedGroup();

 private:
  pid_t m_group;
};

}  // namespace ftenv

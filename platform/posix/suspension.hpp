// What platform/suspension.hpp promises, for POSIX. Private to platform/.
#pragma once

#include <sys/types.h>

#include <cstddef>

namespace ftenv {

// From here to the end Ctrl-Z stops the children too; not where whoever started us has it ignored.
void begin_suspending_children();
void end_suspending_children();

// A child's group for as long as the child is looked after. Where very many run at once, the last ones work
// on.
class SuspendedGroup {
 public:
  explicit SuspendedGroup(pid_t group);
  SuspendedGroup(const SuspendedGroup&) = delete;
  SuspendedGroup& operator=(const SuspendedGroup&) = delete;
  ~SuspendedGroup();

 private:
  std::size_t m_place;
};

}  // namespace ftenv

// The few calls that each POSIX system spells in its own way. Private to platform/; implemented in
// linux/ and macos/.
#pragma once

#include <sys/types.h>

#include "base/result.hpp"
#include "platform/posix/unique_fd.hpp"

namespace ftenv {

struct Pipe {
  UniqueFd read_end;
  UniqueFd write_end;
};

// Both ends close on exec, where the system can from their first moment on, so that a child started by
// another thread at the same time can't inherit them; neither is 0, 1 or 2. Error: internal.
Result<Pipe> make_pipe();

// The highest descriptor plus one that `seal_descriptors` must look at where the system has no call for
// all. Not async-signal-safe: ask before fork.
int descriptor_limit();

// For the child between fork and exec: everything above stderr closes on exec, also what ftenv itself
// inherited or a library opened carelessly. Async-signal-safe.
void seal_descriptors(int limit);

// Closes everything from `first` on, below `limit` where the system has no call for all.
// Async-signal-safe.
void close_from(int first, int limit);

// For the child between fork and exec: it gets TERM when `parent` dies, so that a killed ftenv leaves
// no build behind that writes into a tree which the next ftenv works on. Does nothing where the system has
// no such wish. Async-signal-safe.
void die_with_parent(pid_t parent);

// Is there a process in this group that is more than a zombie? Orphans of a container whose first
// process does not wait for them stay zombies for ever, and kill(2) can't tell.
bool group_has_living(pid_t group);

// fsync(2) or what is as strong: the bytes survive a power cut. False with errno on failure.
bool flush_to_disk(int descriptor);

}  // namespace ftenv

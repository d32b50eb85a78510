// fork and exec, and nothing else. Private to platform/.
#pragma once

#include <sys/types.h>

#include <string>
#include <variant>
#include <vector>

#include "platform/posix/unique_fd.hpp"
#include "platform/process.hpp"

namespace ftenv {

struct SpawnRequest {
  std::string program;  // what to exec: a path
  std::vector<std::string> argv;
  std::vector<std::string> environment;  // "NAME=value"
  std::string directory;                 // empty: ours
  bool keep_session = false;             // else it leads a new session, and so a process group
  bool keep_input = false;               // else /dev/null
};

struct SpawnedChild {
  pid_t pid = -1;
  UniqueFd out;  // read ends, non-blocking
  UniqueFd err;
};

// The child runs when this returns a SpawnedChild: exec has succeeded. An ExitStatus says why the
// program can't be run (nothing is left to wait for). Errors: internal, process (the directory).
Result<std::variant<SpawnedChild, ExitStatus>> spawn(const SpawnRequest& request);

}  // namespace ftenv

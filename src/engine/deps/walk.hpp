// Which packages of a lock are installed for one interpreter, and because of what. Pure.
#pragma once

#include <string>
#include <vector>

#include "inspect/locks/dependency_lock.hpp"
#include "inspect/locks/requirement_marker.hpp"

namespace ftenv {

struct ReachedPackage {
  std::size_t index = 0;           // in DependencyLock::packages
  std::vector<std::string> chain;  // "hello[fast]", "uvicorn[standard]", "httptools"; empty: not known
  bool optional = false;           // only an extra or a group of the project asks for it
};

struct DependencyWalk {
  std::vector<ReachedPackage> reached;  // in the lock's order
  std::vector<std::string> unreadable;  // markers that can't be evaluated: taken as true
};

// The shortest chain each; one that needs no extra of the project before one that does.
DependencyWalk walk_dependencies(const DependencyLock& lock, const MarkerEnvironment& environment);

}  // namespace ftenv

// Which dependencies of a project install for an interpreter on this machine, and how. Offline: all of it
// is read from a lock file or an environment.
#pragma once

#include <string>
#include <vector>

#include "engine/deps/target.hpp"
#include "engine/deps/verdict.hpp"
#include "engine/deps/walk.hpp"
#include "inspect/locks/dependency_lock.hpp"
#include "model/finding.hpp"
#include "model/finding_pages.hpp"

namespace ftenv {

struct DependencyReport {
  std::string name;
  std::string version;
  Judgement judgement;
  Severity severity = Severity::info;
  bool problem = false;            // there is a finding about it
  bool optional = false;           // only an extra or a group of the project asks for it
  std::vector<std::string> chain;  // from the project to it; empty: the lock does not say
};

struct DepsReport {
  LockKind kind = LockKind::uv;
  fs::path file;
  std::string project;
  DepsTarget target;
  std::string system;                          // "Linux x86_64 with glibc 2.36"
  std::vector<std::string> notes;              // what the lock can't tell
  std::vector<DependencyReport> dependencies;  // the worst first, then by name
  std::vector<Finding> findings;

  bool good() const;  // no finding is an error
};

DepsReport judge_dependencies(const DependencyLock& lock, const DepsTarget& target, const Host& host,
                              const FindingPages& pages);

// The lock (`named`, or the project's, or its environment), the interpreter, the judgement.
// Errors: usage and project: no such file, nothing to read; what the readers say.
Result<DepsReport> check_dependencies(Services& services, const Options& options,
                                      const std::vector<std::string>& named);

}  // namespace ftenv

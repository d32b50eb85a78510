// What a lock file, or an installed environment, says about a project's dependencies: one shape for five
// formats. What a format does not know is empty, and `files_known` and `complete_graph` say so.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"

namespace ftenv {

// "uvicorn[standard]>=0.30; sys_platform != 'win32'"
struct Requirement {
  std::string name;                 // normal: "ruamel-yaml"
  std::string version;              // the one version that a lock pins here; mostly empty
  std::vector<std::string> extras;  // normal
  std::string marker;
};
// As PEP 508 writes it. Nothing for what is no requirement, such as a path.
std::optional<Requirement> read_requirement(std::string_view text);

using Requirements = std::vector<Requirement>;

struct LockedDistribution {
  std::string name;  // normal
  std::string version;
  std::vector<std::string> wheels;  // file names
  bool sdist = false;
  bool files_known = true;  // false: there are others that the format does not name
  bool local = false;       // from a folder or a repository: always built
  bool member = false;      // one of the project's own
  std::string marker;       // where the lock says itself when it is installed
  std::string requires_python;
  Requirements needs;
  std::map<std::string, Requirements> extras;  // what each adds
};

// A dependency that the project itself names. Of an extra or a group, or of neither.
struct DirectRequirement {
  Requirement requirement;
  std::string extra;
  std::string group;
  std::string project = {};  // which of several; empty: the lock's
};

enum class LockKind { uv, pylock, poetry, requirements, installed };
std::string_view name_of(LockKind kind);  // "uv.lock"; for people

struct DependencyLock {
  LockKind kind = LockKind::uv;
  fs::path file;                // or the environment's folder
  std::string project;          // its name, if it has one
  std::string requires_python;  // of everything in it
  std::vector<LockedDistribution> packages;
  std::vector<DirectRequirement> direct;
  bool complete_graph = false;  // what can't be reached from `direct` is not installed
};

// By the name of the file, and by what is in it where the name says nothing. A folder is an environment.
// Errors: usage (no such file), project with FILE:LINE:COL (it can't be read).
Result<DependencyLock> read_dependency_lock(const fs::path& file);

// The lock of the project in `folder`: uv.lock, pylock.toml, poetry.lock, a requirements file with pinned
// versions, in this order. Nothing where it has none.
std::optional<fs::path> find_dependency_lock(const fs::path& folder);

}  // namespace ftenv

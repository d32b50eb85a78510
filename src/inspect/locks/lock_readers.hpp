// One reader for each format of dependency_lock.hpp; pure but for the environment's. Private to this room.
#pragma once

#include "inspect/locks/dependency_lock.hpp"
#include "model/toml.hpp"

namespace ftenv {

Result<DependencyLock> read_uv_lock(const Toml& lock);
Result<DependencyLock> read_pylock(const Toml& lock);
Result<DependencyLock> read_poetry_lock(const Toml& lock);
Result<DependencyLock> read_requirements(std::string_view text);
Result<DependencyLock> read_installed(const fs::path& venv);

// What pyproject.toml asks for, in any of its three ways (PEP 621, PEP 735, Poetry's own). Fills what the
// lock has not said itself.
struct ProjectDependencies {
  std::string name;
  std::vector<DirectRequirement> direct;
};
ProjectDependencies read_project_dependencies(const Toml& pyproject);

// "https://host/a/b/x-1.0-py3-none-any.whl#sha256=…" → "x-1.0-py3-none-any.whl"
std::string file_name_of(std::string_view url_or_path);
bool is_wheel_name(std::string_view file_name);

}  // namespace ftenv

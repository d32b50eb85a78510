// [[package]]
// name = "requests"
// version = "2.34.0"
// optional = false
// python-versions = ">=3.9"
// groups = ["main"]                           (from lock-version 2.1 on)
// markers = "extra == \"fast\""               (the same)
// files = [{ file = "requests-2.34.0-py3-none-any.whl", hash = "sha256:…" }]
// [package.dependencies]
// certifi = ">=2017.4.17"
// PySocks = { version = ">=1.5.6", optional = true, markers = "extra == \"socks\"", extras = ["x"] }
// numpy = [{ version = "…", markers = "…" }, { … }]
// [package.extras]
// socks = ["PySocks (>=1.5.6)"]
#include "base/text.hpp"
#include "inspect/locks/lock_readers.hpp"
#include "inspect/wheel/wheel_name.hpp"

namespace ftenv {
namespace {

Requirement requirement_of(const std::string& name, const Toml& value) {
  Requirement requirement;
  requirement.name = normal_project_name(name);
  requirement.marker = value["markers"].string_or("");
  for (const std::string& extra : value["extras"].strings())
    requirement.extras.push_back(normal_project_name(extra));
  return requirement;
}

// A package's optional dependencies are asked for by an extra. Where its marker does not say which one, the
// table of extras does.
bool waits_for_extra(const Toml& value) {
  return value["optional"].bool_or(false) && !contains(value["markers"].string_or(""), "extra");
}

void add_needs(LockedDistribution& one, const Toml& dependencies) {
  for (const auto& [name, value] : dependencies.members()) {
    if (value.is_array()) {
      for (const Toml& item : value.items()) {
        if (!waits_for_extra(item)) one.needs.push_back(requirement_of(name, item));
      }
    } else if (!waits_for_extra(value)) {
      one.needs.push_back(requirement_of(name, value));
    }
  }
}

LockedDistribution distribution_of(const Toml& item) {
  LockedDistribution one;
  one.name = normal_project_name(item["name"].string_or(""));
  one.version = item["version"].string_or("");
  one.marker = item["markers"].string_or("");
  one.requires_python = item["python-versions"].string_or("");
  if (one.requires_python == "*") one.requires_python.clear();
  const std::string source = item["source"]["type"].string_or("");
  one.local = source == "directory" || source == "git";
  for (const Toml& file : item["files"].items()) {
    const std::string name = file.is_string() ? file.string_or("") : file_name_of(file["file"].string_or(""));
    if (is_wheel_name(name)) {
      one.wheels.push_back(name);
    } else if (!name.empty()) {
      one.sdist = true;
    }
  }
  add_needs(one, item["dependencies"]);
  for (const auto& [extra, list] : item["extras"].members()) {
    for (const std::string& text : list.strings()) {
      if (auto requirement = read_requirement(text))
        one.extras[normal_project_name(extra)].push_back(std::move(*requirement));
    }
  }
  return one;
}

// Before lock-version 2.0 the files stood together at the end.
void add_old_files(DependencyLock& lock, const Toml& files) {
  for (LockedDistribution& one : lock.packages) {
    for (const auto& [name, list] : files.members()) {
      if (normal_project_name(name) != one.name) continue;
      for (const Toml& item : list.items()) {
        const std::string file = item.is_string() ? item.string_or("") : item["file"].string_or("");
        // All versions of a name share the list.
        if (!contains(file, "-" + one.version)) continue;
        if (is_wheel_name(file)) {
          one.wheels.push_back(file);
        } else {
          one.sdist = true;
        }
      }
    }
  }
}

}  // namespace

Result<DependencyLock> read_poetry_lock(const Toml& lock) {
  DependencyLock result;
  result.kind = LockKind::poetry;
  result.requires_python = lock["metadata"]["python-versions"].string_or("");
  if (result.requires_python == "*") result.requires_python.clear();
  for (const Toml& item : lock["package"].items()) {
    LockedDistribution one = distribution_of(item);
    if (!one.name.empty()) result.packages.push_back(std::move(one));
  }
  add_old_files(result, lock["metadata"]["files"]);
  return result;
}

}  // namespace ftenv

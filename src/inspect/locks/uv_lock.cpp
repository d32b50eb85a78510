// [[package]]
// name = "anyio"
// version = "4.16.0"
// source = { registry = "https://…" }        (the project itself: { editable = "." } or { virtual = "." })
// dependencies = [{ name = "idna" }, { name = "numpy", version = "2.4.6", marker = "python_version < '3.12'"
// }] sdist = { url = "https://…/anyio-4.16.0.tar.gz", hash = "sha256:…", size = 310971 } wheels = [{ url =
// "https://…/anyio-4.16.0-py3-none-any.whl", hash = "sha256:…" }] [package.optional-dependencies] (extras)
// [package.dev-dependencies]                 (groups, of the project's own packages)
#include <algorithm>

#include "base/text.hpp"
#include "inspect/locks/lock_readers.hpp"
#include "inspect/wheel/wheel_name.hpp"

namespace ftenv {
namespace {

constexpr std::int64_t k_known_version = 1;

Requirements requirements_of(const Toml& list) {
  Requirements requirements;
  for (const Toml& item : list.items()) {
    Requirement requirement;
    requirement.name = normal_project_name(item["name"].string_or(""));
    requirement.version = item["version"].string_or("");
    for (const std::string& extra : item["extra"].strings())
      requirement.extras.push_back(normal_project_name(extra));
    requirement.marker = item["marker"].string_or("");
    if (!requirement.name.empty()) requirements.push_back(std::move(requirement));
  }
  return requirements;
}

std::string file_of(const Toml& item) {
  if (item.is_string()) return item.string_or("");  // shortened
  for (const char* key : {"filename", "url", "path"}) {
    const std::string text = item[key].string_or("");
    if (!text.empty()) return file_name_of(text);
  }
  return {};
}

LockedDistribution distribution_of(const Toml& item) {
  LockedDistribution one;
  one.name = normal_project_name(item["name"].string_or(""));
  one.version = item["version"].string_or("");
  for (const Toml& wheel : item["wheels"].items()) {
    const std::string file = file_of(wheel);
    if (is_wheel_name(file)) one.wheels.push_back(file);
  }
  one.sdist = item["sdist"].exists();
  const Toml& source = item["source"];
  for (const char* key : {"editable", "virtual", "directory", "git"})
    one.local = one.local || source[key].exists();
  one.member = source["editable"].string_or("") == "." || source["virtual"].string_or("") == ".";
  // An archive by its address or its path stands in `source` alone.
  for (const char* key : {"url", "path"}) {
    const std::string file = file_name_of(source[key].string_or(""));
    if (!file.empty() && !is_wheel_name(file)) one.sdist = true;
  }
  // Which packages need one another in an environment with markers, the lock says beside each edge.
  one.needs = requirements_of(item["dependencies"]);
  for (const auto& [extra, list] : item["optional-dependencies"].members())
    one.extras[normal_project_name(extra)] = requirements_of(list);
  return one;
}

void add_direct(DependencyLock& lock, const Requirements& list, const DirectRequirement& like) {
  for (const Requirement& requirement : list) {
    lock.direct.push_back(like);
    lock.direct.back().requirement = requirement;
  }
}

}  // namespace

Result<DependencyLock> read_uv_lock(const Toml& lock) {
  if (lock["version"].int_or(0) != k_known_version) {
    return fail(ErrorCode::project,
                "this uv.lock has version `" + std::to_string(lock["version"].int_or(0)) + "`, not 1",
                {"lock again with a uv that writes version 1, or export a pylock.toml"});
  }
  DependencyLock result;
  result.kind = LockKind::uv;
  result.complete_graph = true;
  result.requires_python = lock["requires-python"].string_or("");
  std::vector<std::string> members;
  for (const std::string& name : lock["manifest"]["members"].strings())
    members.push_back(normal_project_name(name));
  for (const Toml& item : lock["package"].items()) {
    LockedDistribution one = distribution_of(item);
    if (one.name.empty()) continue;
    one.member = one.member || std::find(members.begin(), members.end(), one.name) != members.end();
    if (one.member) {
      const Toml& source = item["source"];
      const bool at_root = source["editable"].string_or("") == "." || source["virtual"].string_or("") == ".";
      if (at_root || result.project.empty()) result.project = one.name;
      add_direct(result, one.needs, {{}, "", "", one.name});
      for (const auto& [extra, list] : one.extras) add_direct(result, list, {{}, extra, "", one.name});
      for (const auto& [group, list] : item["dev-dependencies"].members())
        add_direct(result, requirements_of(list), {{}, "", group, one.name});
    }
    result.packages.push_back(std::move(one));
  }
  // `uv lock --script` has no project: what the script asks for stands in the manifest.
  add_direct(result, requirements_of(lock["manifest"]["requirements"]), {});
  return result;
}

}  // namespace ftenv

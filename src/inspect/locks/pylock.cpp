// PEP 751:
// lock-version = "1.0"
// [[packages]]
// name = "cffi"
// version = "2.1.1"
// marker = "platform_python_implementation != 'PyPy' and 'fast' in extras"
// requires-python = ">=3.9"
// dependencies = [{ name = "pycparser" }]    (optional; most tools leave them out)
// sdist = { url = "https://…/cffi-2.1.1.tar.gz", hashes = { sha256 = "…" } }
// wheels = [{ name = "cffi-2.1.1-cp314-cp314t-….whl", url = "https://…", hashes = { sha256 = "…" } }]
#include "base/text.hpp"
#include "inspect/locks/lock_readers.hpp"
#include "inspect/wheel/wheel_name.hpp"

namespace ftenv {
namespace {

std::string file_of(const Toml& item) {
  if (item.is_string()) return item.string_or("");  // shortened
  for (const char* key : {"name", "path", "url"}) {
    const std::string text = item[key].string_or("");
    if (!text.empty()) return file_name_of(text);
  }
  return {};
}

LockedDistribution distribution_of(const Toml& item) {
  LockedDistribution one;
  one.name = normal_project_name(item["name"].string_or(""));
  one.version = item["version"].string_or("");
  one.marker = item["marker"].string_or("");
  one.requires_python = item["requires-python"].string_or("");
  one.local = item["vcs"].exists() || item["directory"].exists();
  one.sdist = item["sdist"].exists();
  for (const Toml& wheel : item["wheels"].items()) {
    const std::string file = file_of(wheel);
    if (is_wheel_name(file)) one.wheels.push_back(file);
  }
  if (item["archive"].exists()) {
    const std::string file = file_of(item["archive"]);
    if (is_wheel_name(file)) {
      one.wheels.push_back(file);
    } else {
      one.sdist = true;
    }
  }
  for (const Toml& need : item["dependencies"].items()) {
    Requirement requirement;
    requirement.name = normal_project_name(need["name"].string_or(""));
    requirement.version = need["version"].string_or("");
    if (!requirement.name.empty()) one.needs.push_back(std::move(requirement));
  }
  one.member = item["directory"]["path"].string_or("") == ".";
  return one;
}

}  // namespace

Result<DependencyLock> read_pylock(const Toml& lock) {
  const std::string version = lock["lock-version"].string_or("");
  if (!starts_with(version, "1.") && version != "1") {
    return fail(ErrorCode::project, "this pylock.toml has lock-version `" + version + "`, not 1.x",
                {"lock again with a tool that writes version 1"});
  }
  DependencyLock result;
  result.kind = LockKind::pylock;
  result.requires_python = lock["requires-python"].string_or("");
  for (const Toml& item : lock["packages"].items()) {
    LockedDistribution one = distribution_of(item);
    if (!one.name.empty()) result.packages.push_back(std::move(one));
  }
  return result;
}

}  // namespace ftenv

// What uv and pip-tools write; the comments say who asks for it:
/*
cffi==2.1.1 ; platform_python_implementation != 'PyPy' \
    --hash=sha256:046bfc24911b37851ee1b51aab8bffe713d89c68c6a057b09484ce9fd5f69b4e \
    --hash=sha256:06c72bb76605a4b0cd0aad6930b69d4baf7dd5d806cfc409b824191099700e66
    # via cryptography
click==8.5.1
    # via
    #   -r requirements.in
    #   uvicorn
*/
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "inspect/locks/lock_readers.hpp"
#include "inspect/wheel/wheel_name.hpp"

namespace ftenv {
namespace {

struct Entry {
  Requirement requirement;
  std::string wheel;  // where a file is named
  std::vector<std::string> via;
};

// "foo @ https://host/foo-1.0-py3-none-any.whl" or the path of a wheel alone.
std::optional<Entry> entry_of(std::string_view line) {
  const std::string_view logical = trim(line.substr(0, line.find(" --")));
  Entry entry;
  const std::string file = file_name_of(trim(logical.substr(0, logical.find(" ;"))));
  if (is_wheel_name(file)) {
    const auto name = read_wheel_name(file);
    if (!name) return std::nullopt;
    entry.wheel = file;
    entry.requirement.name = normal_project_name(name->distribution);
    entry.requirement.version = name->version;
    const std::size_t marker = logical.find(" ;");
    if (marker != std::string_view::npos)
      entry.requirement.marker = std::string(trim(logical.substr(marker + 2)));
    return entry;
  }
  auto requirement = read_requirement(logical);
  if (!requirement) return std::nullopt;
  entry.requirement = std::move(*requirement);
  return entry;
}

std::vector<Entry> entries_of(std::string_view text) {
  std::vector<Entry> entries;
  bool in_via = false, continued = false;
  for (const std::string& whole : split_lines(text)) {
    std::string_view line = trim(whole);
    if (starts_with(line, "#")) {
      const std::string_view comment = trim(line.substr(1));
      const bool begins = comment == "via" || starts_with(comment, "via ");
      if (begins) in_via = true;
      const std::string_view who = trim(begins ? comment.substr(3) : comment);
      if (in_via && !who.empty() && !entries.empty()) entries.back().via.emplace_back(who);
      continue;
    }
    const bool start = !continued;
    continued = ends_with(line, "\\");
    if (continued) line = trim(line.substr(0, line.size() - 1));
    in_via = false;
    if (!start || line.empty() || starts_with(line, "-")) continue;
    if (auto entry = entry_of(line.substr(0, line.find(" #")))) entries.push_back(std::move(*entry));
  }
  return entries;
}

}  // namespace

Result<DependencyLock> read_requirements(std::string_view text) {
  DependencyLock result;
  result.kind = LockKind::requirements;
  const std::vector<Entry> entries = entries_of(text);
  std::map<std::string, std::size_t> places;
  for (const Entry& entry : entries) {
    LockedDistribution one;
    one.name = entry.requirement.name;
    one.version = entry.requirement.version;
    one.marker = entry.requirement.marker;
    one.files_known = !entry.wheel.empty();
    if (one.files_known) one.wheels.push_back(entry.wheel);
    places.emplace(one.name, result.packages.size());
    result.packages.push_back(std::move(one));
  }
  if (result.packages.empty()) {
    return fail(ErrorCode::project, "no requirement stands in this file",
                {"a line of a requirements file looks like `numpy==2.5.0 --hash=sha256:…`"});
  }
  for (const Entry& entry : entries) {
    Requirement need;
    need.name = entry.requirement.name;
    need.version = entry.requirement.version;
    for (const std::string& who : entry.via) {
      // "uvicorn", "hello (pyproject.toml)", "-r requirements.in"
      const auto parent = places.find(normal_project_name(who.substr(0, who.find_first_of(" ["))));
      if (parent != places.end()) {
        result.packages[parent->second].needs.push_back(need);
      } else {
        result.direct.push_back({need, "", ""});
      }
    }
  }
  return result;
}

}  // namespace ftenv

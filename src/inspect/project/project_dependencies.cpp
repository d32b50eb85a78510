// [project]                                  (PEP 621)
// dependencies = ["uvicorn[standard]", "colorama; sys_platform == 'win32'"]
// [project.optional-dependencies]
// fast = ["orjson"]
// [dependency-groups]                        (PEP 735)
// dev = ["pytest", { include-group = "lint" }]
// [tool.poetry.dependencies]
// requests = { version = "^2", extras = ["socks"], optional = true, markers = "…" }
// [tool.poetry.group.dev.dependencies]
#include <set>

#include "base/text.hpp"
#include "inspect/locks/lock_readers.hpp"
#include "inspect/wheel/wheel_name.hpp"

namespace ftenv {
namespace {

void add(ProjectDependencies& project, const std::string& text, const std::string& extra,
         const std::string& group) {
  auto requirement = read_requirement(text);
  if (!requirement) return;
  requirement->version.clear();  // whatever was asked for, the lock has decided
  project.direct.push_back({std::move(*requirement), extra, group});
}

void add_group(ProjectDependencies& project, const Toml& groups, const std::string& name,
               const std::string& shown, std::set<std::string>& seen) {
  if (!seen.insert(name).second) return;  // groups that include each other
  for (const Toml& item : groups[name].items()) {
    if (item.is_string()) add(project, item.string_or(""), "", shown);
    const std::string included = item["include-group"].string_or("");
    if (!included.empty()) add_group(project, groups, included, shown, seen);
  }
}

void add_poetry(ProjectDependencies& project, const Toml& dependencies, const Toml& extras,
                const std::string& group) {
  for (const auto& [name, value] : dependencies.members()) {
    if (name == "python") continue;
    Toml::Array one{value};
    for (const Toml& item : value.is_array() ? value.items() : one) {
      Requirement requirement;
      requirement.name = normal_project_name(name);
      requirement.marker = item["markers"].string_or("");
      for (const std::string& extra : item["extras"].strings())
        requirement.extras.push_back(normal_project_name(extra));
      if (!item["optional"].bool_or(false)) project.direct.push_back({requirement, "", group});
      for (const auto& [extra, list] : extras.members()) {
        for (const std::string& member : list.strings()) {
          if (normal_project_name(member) == requirement.name && item["optional"].bool_or(false))
            project.direct.push_back({requirement, normal_project_name(extra), ""});
        }
      }
    }
  }
}

}  // namespace

ProjectDependencies read_project_dependencies(const Toml& pyproject) {
  ProjectDependencies project;
  const Toml& table = pyproject["project"];
  const Toml& poetry = pyproject["tool"]["poetry"];
  project.name = normal_project_name(table["name"].string_or(poetry["name"].string_or("")));
  for (const std::string& text : table["dependencies"].strings()) add(project, text, "", "");
  for (const auto& [extra, list] : table["optional-dependencies"].members()) {
    for (const std::string& text : list.strings()) add(project, text, normal_project_name(extra), "");
  }
  const Toml& groups = pyproject["dependency-groups"];
  for (const auto& [group, list] : groups.members()) {
    std::set<std::string> seen;
    add_group(project, groups, group, group, seen);
  }
  // With PEP 621's list beside it, Poetry's own only adds sources to the same names.
  if (!table["dependencies"].exists()) add_poetry(project, poetry["dependencies"], poetry["extras"], "");
  for (const auto& [group, list] : poetry["group"].members())
    add_poetry(project, list["dependencies"], Toml(), group);
  add_poetry(project, poetry["dev-dependencies"], Toml(), "dev");
  return project;
}

}  // namespace ftenv

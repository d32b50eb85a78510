#include <algorithm>

#include "model/recipe/recipe_readers.hpp"

namespace ftenv {
namespace {

void read_group(RecipeTable& table, EnvironmentGroup& group) {
  std::string reach = group.allowed ? "allow" : "drop";
  table.texts("names", group.names);
  table.text("reach", reach);
  table.flag("watched", group.watched);
  table.texts("read_by", group.read_by);
  table.text("why", group.why);
  if (reach != "allow" && reach != "drop") table.complain("reach", "must be \"allow\" or \"drop\"");
  group.allowed = reach == "allow";
  if (group.names.empty()) table.complain("names", "must name at least one variable");
  if (group.why.empty()) table.complain("why", "must say why, in a sentence");
}

void append(std::vector<std::string>& all, const std::vector<std::string>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

void read_environment(RecipeTable& table, EnvironmentPolicy& policy) {
  for (const std::string& id : table.keys()) {
    auto group = std::find_if(policy.groups.begin(), policy.groups.end(),
                              [&](const EnvironmentGroup& known) { return known.id == id; });
    if (group == policy.groups.end()) {
      policy.groups.push_back({});
      group = policy.groups.end() - 1;
      group->id = id;
    }
    table.table(id, [&](RecipeTable& one) { read_group(one, *group); });
  }
  policy.allowed.clear();
  policy.denied.clear();
  policy.watched.clear();
  for (const EnvironmentGroup& group : policy.groups) {
    append(group.allowed ? policy.allowed : policy.denied, group.names);
    if (group.watched) append(policy.watched, group.names);
  }
}

std::string lacking(const EnvironmentPolicy& policy) {
  return policy.allowed.empty() ? "names" : "";
}

}  // namespace ftenv

#include "cli/grammar/command_spec.hpp"

#include "base/text.hpp"

namespace ftenv {
namespace {

void visit_below(const std::string& path, const CommandSpec& command,
                 const std::function<void(const std::string&, const CommandSpec&)>& visit) {
  if (command.hidden) return;
  visit(path, command);
  for (const CommandSpec& child : command.children) visit_below(path + " " + child.name, child, visit);
}

}  // namespace

std::vector<std::string> OptionSpec::spellings() const {
  return split(names, ',');
}

const CommandSpec* CommandSpec::child(const std::string& word) const {
  for (const CommandSpec& candidate : children) {
    if (candidate.name == word) return &candidate;
  }
  return nullptr;
}

void for_each_command(const CommandSpec& root,
                      const std::function<void(const std::string& path, const CommandSpec&)>& visit) {
  visit_below(root.name, root, visit);
}

}  // namespace ftenv

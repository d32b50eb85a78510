#include "engine/system_tools.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ftenv {
namespace {

bool serves(const SystemTool& tool, const std::vector<std::string>& purposes) {
  return std::any_of(tool.purposes.begin(), tool.purposes.end(), [&](const std::string& purpose) {
    return std::find(purposes.begin(), purposes.end(), purpose) != purposes.end();
  });
}

}  // namespace

std::string expand_variables(std::string text, const Environment& user) {
  for (const auto& [name, value] : user.variables()) text = replace_all(text, "{" + name + "}", value);
  return text;
}

std::vector<SystemTool> tools_for(const PlatformRecipe& platform, const std::vector<std::string>& purposes) {
  std::vector<SystemTool> tools;
  for (const SystemTool& tool : platform.tools)
    if (serves(tool, purposes)) tools.push_back(tool);
  return tools;
}

Result<std::vector<SystemTool>> missing_tools(Services& services, const std::vector<std::string>& purposes) {
  std::vector<SystemTool> missing;
  for (const SystemTool& tool : tools_for(services.recipes.platform, purposes)) {
    ProcessRequest request;
    for (const std::string& word : tool.probe)
      request.argv.push_back(expand_variables(word, services.user_environment));
    request.environment = services.child_environment;
    request.timeout = std::chrono::seconds(20);
    FTENV_TRY(const ProcessOutcome outcome, services.processes.run(request));
    if (!outcome.status.ok() || trim(outcome.out).empty()) missing.push_back(tool);
  }
  return missing;
}

Command install_command(const SystemTool& tool) {
  return {tool.install, {}, "", false};
}

Error missing_tools_error(const std::vector<SystemTool>& tools) {
  Error error{ErrorCode::unsupported, "", {}, {}, "", std::nullopt};
  std::vector<std::string> names;
  for (const SystemTool& tool : tools) {
    names.push_back(tool.name);
    const std::string note = tool.note.empty() ? "" : " (" + tool.note + ")";
    error.hints.push_back("run this, then start again: " + shell_line(tool.install) + note);
  }
  error.message = join(names, " and ") + (names.size() == 1 ? " is" : " are") +
                  " not there, and ftenv does not install what is not a package";
  return error;
}

}  // namespace ftenv

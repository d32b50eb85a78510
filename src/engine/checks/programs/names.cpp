#include "engine/checks/programs/names.hpp"

#include "base/text.hpp"
#include "engine/system_tools.hpp"
#include "model/recipe/recipe_loader.hpp"

namespace ftenv {

Result<ProgramNames> load_program_names() {
  FTENV_TRY(const Toml recipe, shipped_recipe("programs.toml"));
  ProgramNames names;
  names.names = recipe["names"].strings();
  names.interpreters = recipe["interpreters"].strings();
  names.free_threaded = recipe["free_threaded"].strings();
  names.library_finders = recipe["library_finders"].strings();
  names.downloaders = recipe["downloaders"].strings();
  names.linker = recipe["linker"].string_or("");
  names.linker_needs = recipe["linker_needs"].string_or("");
  for (const auto* list : {&names.names, &names.interpreters, &names.free_threaded, &names.library_finders,
                           &names.downloaders}) {
    if (list->empty()) return fail(ErrorCode::recipe, "recipes/programs.toml lacks one of its lists");
  }
  if (names.linker.empty() || names.linker_needs.empty()) {
    return fail(ErrorCode::recipe, "recipes/programs.toml does not name the linker");
  }
  return names;
}

std::vector<ProgramHit> hits_of(const CheckContext& context, const std::string& name) {
  return look_up_program(name, context.user(), context.facts.services().recipes.interpreters);
}

fs::path folder_of(const CheckContext& context) {
  return context.facts.has_project() ? context.facts.root() : fs::current_path();
}

Fix up_fix(const CheckContext& context) {
  const std::string folder = context.facts.has_project() ? context.facts.root().string() : "PROJECT";
  return {"let ftenv set the project up", {"ftenv up " + shell_quote(folder)}, false, {}};
}

Fix packages_fix(const CheckContext& context, const std::string& purpose, const std::string& text) {
  const Services& services = context.facts.services();
  Fix fix{text, {}, true, {}};
  const auto& packages = services.recipes.platform.packages;
  const auto wanted = packages.find(purpose);
  if (wanted != packages.end() && !wanted->second.empty())
    fix.commands = {display(services.packages.install_command(wanted->second))};
  for (const SystemTool& tool : tools_for(services.recipes.platform, {purpose}))
    fix.commands.push_back(display(install_command(tool)));
  return fix;
}

bool has_living_venv(const CheckContext& context) {
  if (!context.facts.has_project()) return false;
  const Result<VenvFacts>& venv = context.facts.venv_facts();
  return venv && venv->is_venv && venv->executable_alive;
}

}  // namespace ftenv

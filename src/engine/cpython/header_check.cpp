#include "engine/cpython/header_check.hpp"

#include <algorithm>
#include <cctype>

#include "base/files.hpp"
#include "base/text.hpp"

namespace ftenv {
namespace {

Result<bool> includes(const BuildContext& context, const StdlibModule& module,
                      const std::vector<std::string>& flags, const fs::path& log) {
  const fs::path program = context.tree.warmup() / (module.configure_name + ".c");
  FTENV_CHECK(make_directories(program.parent_path()));
  FTENV_CHECK(write_text_atomically(program, "#include <stdio.h>\n#include <" + module.header + ">\n"));
  ProcessRequest request;
  request.argv = {context.compiler.path.string(), "-fsyntax-only"};
  request.argv.insert(request.argv.end(), flags.begin(), flags.end());
  request.argv.push_back(program.string());
  request.environment = context.services.child_environment;
  request.directory = context.tree.source();
  request.log = log;
  FTENV_TRY(const ProcessOutcome outcome, context.services.processes.run(request));
  return outcome.status.ok();
}

}  // namespace

std::vector<std::string> module_compile_flags(std::string_view makefile, std::string_view module) {
  std::string name = "MODULE_";
  for (const char letter : module)
    name += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  name += "_CFLAGS=";
  for (const std::string& line : split_lines(makefile)) {
    if (!starts_with(line, name)) continue;
    std::vector<std::string> flags = split_words(std::string_view(line).substr(name.size()));
    std::erase_if(flags, [](const std::string& flag) { return contains(flag, "$"); });
    return flags;
  }
  return {};
}

Result<std::vector<MissingModule>> modules_without_header(const BuildContext& context,
                                                          const std::map<std::string, std::string>& states,
                                                          const fs::path& log) {
  const Recipes& recipes = context.services.recipes;
  FTENV_TRY(const std::string makefile, read_text(context.tree.source() / "Makefile"));
  std::vector<MissingModule> missing;
  for (const StdlibModule& module : recipes.cpython.modules) {
    const auto state = states.find(module.configure_name);
    if (module.header.empty() || state == states.end() || state->second != "yes") continue;
    FTENV_TRY(const bool there,
              includes(context, module, module_compile_flags(makefile, module.configure_name), log));
    if (there) continue;
    const auto package = recipes.platform.module_packages.find(module.configure_name);
    missing.push_back({module.configure_name, "its header is missing",
                       package == recipes.platform.module_packages.end() ? "" : package->second});
  }
  FTENV_CHECK(remove_tree(context.tree.warmup()));
  return missing;
}

}  // namespace ftenv

#include "engine/checks/venv/fix.hpp"

#include "base/text.hpp"

namespace ftenv {

std::string up_command(const CheckContext& context, const std::string& more) {
  return "ftenv up " + shell_quote(context.facts.root().string()) + (more.empty() ? "" : " " + more);
}

Fix remake_venv(const CheckContext& context, const VenvFacts& venv) {
  const fs::path path = context.facts.venv();
  if (venv.ours) return {"make the environment again", {up_command(context)}, false, RemakeVenv{path}};
  return {
      "move it away and have a new one made",
      {"mv " + shell_quote(path.string()) + " " + shell_quote(path.string() + ".old"), up_command(context)},
      false,
      {}};
}

BaseProgram base_program(const VenvFacts& venv) {
  BaseProgram program;
  FsError error;
  const fs::path file = fs::canonical(venv.executable, error);
  if (error) return program;
  program.file = file;
  // A copy instead of a link (`venv --copies`) lies in the environment itself.
  const bool copied =
      !venv.home.empty() && file.parent_path() == fs::canonical(venv.executable.parent_path(), error);
  program.prefix = copied ? venv.home.parent_path() : file.parent_path().parent_path();
  return program;
}

Fix install_packages(const CheckContext& context, const std::vector<std::string>& packages) {
  const Command command = context.facts.services().packages.install_command(packages);
  const std::string line = display(command);
  const bool sudo = command.privileged && !context.facts.services().host.root;
  return {"install " + join(packages, ", "),
          {sudo && !starts_with(line, "sudo ") ? "sudo " + line : line},
          command.privileged,
          {}};
}

}  // namespace ftenv

#include "cli/grammar/grammar.hpp"

namespace ftenv {

std::vector<CommandSpec> shell_commands(Invocation& invocation) {
  CommandSpec help{.name = "help",
                   .summary = "show a command's page",
                   .section = "ftenv itself",
                   .about = {"The same as `--help` behind the command."},
                   .examples = {{"ftenv help python install", "everything about this command"}},
                   .arguments = {{.names = "COMMAND",
                                  .target = &invocation.words,
                                  .help = "a command (default: the overview)",
                                  .value = "COMMAND",
                                  .kind = ValueKind::ftenv_command}}};
  return {std::move(help)};
}

}  // namespace ftenv

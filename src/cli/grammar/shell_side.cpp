#include "cli/grammar/grammar.hpp"

namespace ftenv {
namespace {

constexpr const char* k_section = "ftenv itself";

CommandSpec completions(Invocation& invocation) {
  return {.name = "completions",
          .summary = "print what lets your shell complete ftenv's words",
          .id = CommandId::completions,
          .section = k_section,
          .about = {"Prints a script; where to put it is in docs/completions.md. With it, the Tab key offers "
                    "commands, options, versions, ids of findings and runs, and it stays right when ftenv is "
                    "updated, because the script asks ftenv."},
          .examples = {{"source <(ftenv completions bash)", "in ~/.bashrc"},
                       {"source <(ftenv completions zsh)", "in ~/.zshrc, after compinit"},
                       {"ftenv completions fish | source", "in fish's config.fish"}},
          .arguments = {{.names = "SHELL",
                         .target = &invocation.shell,
                         .help = "bash, zsh, fish or powershell",
                         .value = "SHELL",
                         .choices = {"bash", "zsh", "fish", "powershell"},
                         .required = true}},
          .from_grammar = true};
}

CommandSpec help(Invocation& invocation) {
  return {
      .name = "help",
      .summary = "show a command's page",
      .id = CommandId::help,
      .section = k_section,
      .about = {"The same as `--help` behind the command."},
      .examples = {{"ftenv help python install", "everything about this command"},
                   {"ftenv help --man up | man -l -", "its manual page"}},
      .arguments = {{.names = "COMMAND",
                     .target = &invocation.words,
                     .help = "a command (default: the overview)",
                     .value = "COMMAND",
                     .kind = ValueKind::ftenv_command}},
      .options = {{.names = "--man",
                   .target = &invocation.manual,
                   .help = "as a manual page, for `man`; the overview's has exit codes, variables and files"},
                  {.names = "--into",
                   .target = &invocation.manual_folder,
                   .help = "write the manual pages of all commands into this folder",
                   .value = "DIR",
                   .kind = ValueKind::directory,
                   .needs = "--man",
                   .hidden = true}},
      .from_grammar = true};
}

}  // namespace

std::vector<CommandSpec> shell_commands(Invocation& invocation) {
  return {completions(invocation), help(invocation)};
}

}  // namespace ftenv

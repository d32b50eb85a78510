// Every command, argument and option of ftenv. Adding one here is all there is to do.
#pragma once

#include "cli/grammar/command_spec.hpp"

namespace ftenv {

// The targets point into `invocation`, which has to live as long as what is parsed with it.
CommandSpec ftenv_grammar(Invocation& invocation);

// Its parts, one file each.
std::vector<CommandSpec> set_up_commands(Invocation& invocation);
std::vector<CommandSpec> trouble_commands(Invocation& invocation);
std::vector<CommandSpec> project_commands(Invocation& invocation);
CommandSpec python_command(Invocation& invocation);
std::vector<CommandSpec> shell_commands(Invocation& invocation);

// What several commands take.
OptionSpec project_argument(Invocation& invocation);
OptionSpec python_option(Invocation& invocation);
OptionSpec venv_option(Invocation& invocation);
std::vector<OptionSpec> way_options(Invocation& invocation);

}  // namespace ftenv

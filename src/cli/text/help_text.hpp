// The page that `--help` shows. Pure.
#pragma once

#include <string>

#include "cli/grammar/command_spec.hpp"

namespace ftenv {

// `path` is "ftenv python install". Plain text, at most 80 columns: it is read in pagers and mails, too.
std::string help_page(const std::string& path, const CommandSpec& command);

// "ftenv up [OPTIONS] [PROJECT]"
std::string usage_line(const std::string& path, const CommandSpec& command);

// The headings of the options that are shown, in the order of their first option.
std::vector<std::string> option_groups(const CommandSpec& command);

}  // namespace ftenv

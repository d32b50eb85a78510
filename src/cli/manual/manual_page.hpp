// The manual pages in man(7)'s language, made of the grammar. Pure.
#pragma once

#include <string>
#include <vector>

#include "cli/grammar/command_spec.hpp"

namespace ftenv {

struct ManualPage {
  std::string file;  // "ftenv-python-install.1"
  std::string text;
};

// `path` is "ftenv python install". The page of the root also has exit codes, variables and files.
ManualPage manual_page(const std::string& path, const CommandSpec& command);

// Those of all commands that are not hidden, the root's first.
std::vector<ManualPage> manual_pages(const CommandSpec& grammar);

}  // namespace ftenv

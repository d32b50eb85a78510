// A shell script as simple commands made of words. Knows quotes, comments, here-documents and what
// separates commands; expands nothing. Private to this room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ftenv {

struct ShellWord {
  std::string text;      // without quotes
  bool quoted = false;   // some of it was: then it is no keyword
  bool expands = false;  // has a live `$` or a backquote
};

struct ShellCommand {
  std::vector<ShellWord> words;
  int first_line = 0, last_line = 0;  // 1-based
  bool conditional = false;           // comes after && or ||
};

std::vector<ShellCommand> shell_commands(std::string_view text);

}  // namespace ftenv

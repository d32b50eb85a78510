// The variables that a start-up file of a shell, or a list of NAME=value lines, sets. Pure: nothing is run
// and nothing is expanded, so what a command substitution would give stays unknown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ftenv {

enum class ShellDialect {
  posix,  // sh, bash, zsh
  fish,
  csh,
  plain,  // NAME=value, one on a line: /etc/environment, environment.d, .env
};

struct ShellAssignment {
  std::string name;
  std::string value;      // without its quotes; references stay as written: "$HOME/lib"
  int line = 0;           // 1-based
  std::string text;       // the whole line
  bool exported = false;  // a program that is started sees it
  bool expands = false;   // `value` has a reference or a command in it
  bool nested = false;    // in a branch, a loop or a function: perhaps never reached
  bool alone = false;     // the line does nothing else: it can be commented out
};

// In the file's order. An assignment for one command (`A=b make`), in a comment or in a here-document is
// none, and one that a later `unset` takes back is left out.
std::vector<ShellAssignment> shell_assignments(std::string_view text, ShellDialect dialect);

}  // namespace ftenv

// What the standard streams are connected to.
#pragma once

#include "model/environment.hpp"

namespace ftenv {

struct TerminalFacts {
  bool stdout_is_terminal = false;
  bool stderr_is_terminal = false;
  bool stdin_is_terminal = false;
  int columns = 80;   // of stderr, where progress goes; 80 where unknown
  bool utf8 = false;  // the locale's character set, by LC_ALL, LC_CTYPE, LANG
  bool dumb = false;  // TERM=dumb or unset: no cursor movement
};

TerminalFacts probe_terminal(const Environment& environment);
int terminal_columns();  // asked again on every redraw: windows are resized

}  // namespace ftenv

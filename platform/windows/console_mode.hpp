// Our console, made to take UTF-8 and escape sequences, and put back when the process ends. Private to
// platform/windows.
#pragma once

namespace ftenv {

struct ConsoleMode {
  bool utf8 = false;     // what is written is read as UTF-8
  bool escapes = false;  // stderr is a console and follows escape sequences
};

// Made at the first call.
const ConsoleMode& console_mode();

}  // namespace ftenv

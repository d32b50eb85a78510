#include "platform/terminal.hpp"

#include <windows.h>

#include "base/text.hpp"
#include "platform/windows/console_mode.hpp"
#include "platform/windows/pty_name.hpp"

namespace ftenv {
namespace {

bool is_console(DWORD stream) {
  DWORD mode = 0;
  return ::GetConsoleMode(::GetStdHandle(stream), &mode) != 0;
}

bool is_terminal(DWORD stream) {
  return is_console(stream) || is_pty(::GetStdHandle(stream));
}

// Set by what comes from POSIX (Git's bash, MSYS2), which writes UTF-8 whatever the code page is.
bool is_utf8_locale(const Environment& environment) {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string locale = to_lower(environment.get(name));
    if (!locale.empty()) return contains(locale, ".utf-8") || contains(locale, ".utf8");
  }
  return false;
}

}  // namespace

TerminalFacts probe_terminal(const Environment& environment) {
  const ConsoleMode& console = console_mode();
  TerminalFacts facts;
  facts.stdin_is_terminal = is_terminal(STD_INPUT_HANDLE);
  facts.stdout_is_terminal = is_terminal(STD_OUTPUT_HANDLE);
  facts.stderr_is_terminal = is_terminal(STD_ERROR_HANDLE);
  facts.columns = terminal_columns();
  facts.utf8 = console.utf8 || is_utf8_locale(environment);
  const std::string kind = environment.get("TERM");
  // A console has no TERM; what counts there is whether it follows escape sequences.
  const bool moves = console.escapes || (!kind.empty() && is_pty(::GetStdHandle(STD_ERROR_HANDLE)));
  facts.dumb = kind == "dumb" || !moves;
  return facts;
}

int terminal_columns() {
  constexpr int k_usual = 80;
  CONSOLE_SCREEN_BUFFER_INFO screen{};
  if (::GetConsoleScreenBufferInfo(::GetStdHandle(STD_ERROR_HANDLE), &screen) == 0) return k_usual;
  // The window's and not the buffer's, which may be much wider.
  const int columns = screen.srWindow.Right - screen.srWindow.Left + 1;
  return columns > 0 ? columns : k_usual;
}

}  // namespace ftenv

#include "platform/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.hpp"

namespace ftenv {
namespace {

// The first of these that is set and not empty names the locale (POSIX, "Environment Variables", 8.2).
bool is_utf8_locale(const Environment& environment) {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string locale = to_lower(environment.get(name));
    if (!locale.empty()) return contains(locale, ".utf-8") || contains(locale, ".utf8");
  }
  return false;
}

}  // namespace

TerminalFacts probe_terminal(const Environment& environment) {
  TerminalFacts facts;
  facts.stdin_is_terminal = ::isatty(STDIN_FILENO) != 0;
  facts.stdout_is_terminal = ::isatty(STDOUT_FILENO) != 0;
  facts.stderr_is_terminal = ::isatty(STDERR_FILENO) != 0;
  facts.columns = terminal_columns();
  facts.utf8 = is_utf8_locale(environment);
  const std::string kind = environment.get("TERM");
  facts.dumb = kind.empty() || kind == "dumb";
  return facts;
}

int terminal_columns() {
  constexpr int k_usual = 80;
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return k_usual;
  return size.ws_col;
}

}  // namespace ftenv

#include "cli/text/style.hpp"

#include "base/text.hpp"

namespace ftenv {
namespace {

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

}  // namespace

Style Style::choose(ColorChoice choice, bool is_terminal, const TerminalFacts& terminal,
                    const Environment& environment) {
  Style style;
  style.m_glyphs = terminal.utf8;
  const bool no_color = !environment.get("NO_COLOR").empty();
  const std::string force = environment.get("FORCE_COLOR");
  const bool forced = !force.empty() && force != "0";
  style.m_color = choice == ColorChoice::always || (choice == ColorChoice::automatic && !no_color &&
                                                    (forced || (is_terminal && !terminal.dumb)));
  return style;
}

std::string Style::paint(const char* code, std::string_view text) const {
  if (!m_color) return std::string(text);
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

int display_width(std::string_view text) {
  int width = 0;
  for (const char byte : strip_terminal_codes(text)) width += is_continuation(byte) ? 0 : 1;
  return width;
}

std::string cut_to(std::string_view text, int columns, bool glyphs) {
  if (display_width(text) <= columns) return std::string(text);
  const std::string more = glyphs ? "…" : "...";
  const int room = columns - (glyphs ? 1 : 3);
  std::string cut;
  int width = 0;
  for (const char byte : text) {
    if (!is_continuation(byte) && ++width > room) break;
    cut += byte;
  }
  return room > 0 ? cut + more : std::string();
}

std::string pad_to(std::string_view text, int columns) {
  std::string padded(text);
  const int width = display_width(text);
  if (width < columns) padded.append(static_cast<std::size_t>(columns - width), ' ');
  return padded;
}

}  // namespace ftenv

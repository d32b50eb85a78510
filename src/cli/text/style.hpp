// Colours and glyphs of this terminal. Meaning is never in the colour alone.
#pragma once

#include <string>
#include <string_view>

#include "model/environment.hpp"
#include "platform/terminal.hpp"

namespace ftenv {

enum class ColorChoice { automatic, always, never };

class Style {
 public:
  // NO_COLOR beats FORCE_COLOR beats what the stream is; --color beats them all.
  static Style choose(ColorChoice choice, bool is_terminal, const TerminalFacts& terminal,
                      const Environment& environment);

  std::string good(std::string_view text) const { return paint("32", text); }
  std::string bad(std::string_view text) const { return paint("31", text); }
  std::string dim(std::string_view text) const { return paint("2", text); }
  std::string bold(std::string_view text) const { return paint("1", text); }
  std::string mark_done() const { return good(m_glyphs ? "✓" : "ok"); }
  std::string mark_failed() const { return bad(m_glyphs ? "✗" : "FAILED"); }
  std::string mark_todo() const { return bold(m_glyphs ? "→" : "->"); }
  std::string mark_warning() const { return paint("33", m_glyphs ? "!" : "warn"); }
  std::string mark_unknown() const { return paint("33", "?"); }
  std::string mark_idle() const { return dim(m_glyphs ? "·" : "-"); }
  bool glyphs() const { return m_glyphs; }
  bool color() const { return m_color; }

 private:
  std::string paint(const char* code, std::string_view text) const;
  bool m_color = false;
  bool m_glyphs = false;
};

// Columns that `text` takes: code points, without escape sequences. Good enough for what ftenv prints.
int display_width(std::string_view text);
// At most `columns` wide, cut at the end. Text with escape sequences must be cut before it is painted.
std::string cut_to(std::string_view text, int columns, bool glyphs);
std::string pad_to(std::string_view text, int columns);

}  // namespace ftenv

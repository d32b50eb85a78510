// strip_terminal_codes: what a terminal would still show of a program's output.
#include <vector>

#include "base/text.hpp"

namespace ftenv {
namespace {

constexpr char k_escape = '\x1b';

bool in_range(char c, char low, char high) {
  return c >= low && c <= high;
}

// One line as a terminal keeps it: cells that a cursor writes over. A cell is one code point.
class VisibleLine {
 public:
  void put(std::string_view code_point) {
    if (m_cursor < m_cells.size()) {
      m_cells[m_cursor] = code_point;
    } else {
      m_cells.push_back(code_point);
    }
    ++m_cursor;
  }
  void carriage_return() { m_cursor = 0; }
  void backspace() { m_cursor -= m_cursor > 0 ? 1 : 0; }
  void erase(std::string_view parameter) {
    if (parameter == "2") {
      m_cells.assign(m_cursor, " ");
    } else if ((parameter.empty() || parameter == "0") && m_cursor < m_cells.size()) {
      m_cells.resize(m_cursor);
    }
  }
  void append_to(std::string& text) const {
    for (std::string_view cell : m_cells) text += cell;
  }

 private:
  std::vector<std::string_view> m_cells;
  std::size_t m_cursor = 0;
};

// Length of the escape sequence at the start of `text` (ECMA-48: CSI, string sequences up to BEL or ST,
// and the short ones). One that is cut off at the end of the line counts up to there.
std::size_t escape_length(std::string_view text) {
  std::size_t i = 1;
  if (i >= text.size()) return i;
  const char kind = text[i++];
  if (kind == '[') {
    while (i < text.size() && in_range(text[i], '\x20', '\x3f')) ++i;
    return i < text.size() && in_range(text[i], '\x40', '\x7e') ? i + 1 : i;
  }
  if (std::string_view("]PX^_").find(kind) != std::string_view::npos) {
    for (; i < text.size(); ++i) {
      if (text[i] == '\a') return i + 1;
      if (text[i] == k_escape && i + 1 < text.size() && text[i + 1] == '\\') return i + 2;
    }
    return i;
  }
  if (!in_range(kind, '\x20', '\x2f')) return i;
  while (i < text.size() && in_range(text[i], '\x20', '\x2f')) ++i;
  return i < text.size() ? i + 1 : i;
}

std::size_t code_point_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t wanted = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  std::size_t length = 1;
  while (length < wanted && length < text.size() &&
         (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) {
    ++length;
  }
  return length;
}

void append_visible(std::string& out, std::string_view line) {
  VisibleLine visible;
  while (!line.empty()) {
    std::size_t length = 1;
    const char c = line[0];
    if (c == k_escape) {
      length = escape_length(line);
      const std::string_view sequence = line.substr(0, length);
      if (sequence.size() >= 3 && sequence[1] == '[' && sequence.back() == 'K') {
        visible.erase(sequence.substr(2, length - 3));
      }
    } else if (c == '\r') {
      visible.carriage_return();
    } else if (c == '\b') {
      visible.backspace();
    } else if (c == '\t' || (!in_range(c, '\0', '\x1f') && c != '\x7f')) {
      length = code_point_length(line);
      visible.put(line.substr(0, length));
    }
    line.remove_prefix(length);
  }
  visible.append_to(out);
}

bool is_plain(std::string_view line) {
  for (const char c : line) {
    if ((in_range(c, '\0', '\x1f') && c != '\t') || c == '\x7f') return false;
  }
  return true;
}

}  // namespace

std::string strip_terminal_codes(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (is_plain(line)) {
      out += line;
    } else {
      append_visible(out, line);
    }
    if (end == std::string_view::npos) break;
    out += '\n';
    text.remove_prefix(end + 1);
  }
  return out;
}

}  // namespace ftenv

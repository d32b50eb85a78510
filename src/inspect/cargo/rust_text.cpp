#include "inspect/cargo/rust_text.hpp"

#include <algorithm>
#include <cctype>

#include "inspect/cargo/rust_sources.hpp"

namespace ftenv {
namespace {

bool part_of_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Blanks out one file. Where a string or a comment ends is found as Rust's lexer does it.
class Blanker {
 public:
  explicit Blanker(std::string_view text) : m_text(text), m_code(text) {}

  std::string run() {
    while (m_at < m_text.size()) step();
    return std::move(m_code);
  }

 private:
  char here(std::size_t ahead = 0) const {
    return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
  }

  void blank_until(std::size_t end) {
    for (; m_at < std::min(end, m_text.size()); ++m_at) {
      if (m_text[m_at] != '\n') m_code[m_at] = ' ';
    }
  }

  void step() {
    const bool after_name = m_at > 0 && part_of_name(m_text[m_at - 1]);
    if (here() == '/' && here(1) == '/') {
      blank_until(m_text.find('\n', m_at));
    } else if (here() == '/' && here(1) == '*') {
      blank_until(end_of_comment());
    } else if (here() == '"') {
      blank_string();
    } else if (here() == 'r' && (!after_name || is_prefix()) && (here(1) == '"' || here(1) == '#')) {
      raw_string();
    } else if (here() == '\'') {
      character();
    } else {
      ++m_at;
    }
  }

  // br"…" and cr"…"
  bool is_prefix() const {
    const char before = m_text[m_at - 1];
    return (before == 'b' || before == 'c') && (m_at < 2 || !part_of_name(m_text[m_at - 2]));
  }

  // Comments of this kind are within each other.
  std::size_t end_of_comment() const {
    int depth = 0;
    for (std::size_t at = m_at; at + 1 < m_text.size(); ++at) {
      if (m_text[at] == '/' && m_text[at + 1] == '*') {
        ++depth;
        ++at;
      } else if (m_text[at] == '*' && m_text[at + 1] == '/') {
        ++at;
        if (--depth == 0) return at + 1;
      }
    }
    return m_text.size();
  }

  void blank_string() {
    std::size_t end = m_at + 1;
    while (end < m_text.size() && m_text[end] != '"') end += m_text[end] == '\\' ? 2 : 1;
    ++m_at;
    blank_until(end);
    ++m_at;
  }

  // r#"…"#; `r#name` is a name.
  void raw_string() {
    std::size_t at = m_at + 1;
    while (at < m_text.size() && m_text[at] == '#') ++at;
    if (at >= m_text.size() || m_text[at] != '"') {
      m_at = at;
      return;
    }
    const std::string closing = "\"" + std::string(at - m_at - 1, '#');
    m_at = at + 1;
    const std::size_t end = m_text.find(closing, m_at);
    blank_until(end);
    m_at = std::min(m_at + closing.size(), m_text.size());
  }

  // 'x', '\'' and '"' are characters; 'static is a lifetime.
  void character() {
    if (here(1) == '\\') {
      const std::size_t end = m_text.find('\'', m_at + 3);
      ++m_at;
      blank_until(end);
      ++m_at;
    } else if (here(2) == '\'') {
      m_code[m_at + 1] = ' ';
      m_at += 3;
    } else {
      ++m_at;
    }
  }

  std::string_view m_text;
  std::string m_code;
  std::size_t m_at = 0;
};

}  // namespace

std::string without_comments_and_strings(std::string_view text) {
  return Blanker(text).run();
}

std::size_t find_word(std::string_view code, std::string_view word, std::size_t from) {
  for (std::size_t at = code.find(word, from); at != std::string_view::npos; at = code.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !part_of_name(code[at - 1])) && (end == code.size() || !part_of_name(code[end])))
      return at;
  }
  return std::string_view::npos;
}

std::size_t skip_blanks(std::string_view code, std::size_t at) {
  while (at < code.size() && std::isspace(static_cast<unsigned char>(code[at])) != 0) ++at;
  return at;
}

std::string word_at(std::string_view code, std::size_t at) {
  if (at >= code.size()) return {};
  const auto end = std::find_if_not(code.begin() + static_cast<std::ptrdiff_t>(at), code.end(), part_of_name);
  return std::string(code.begin() + static_cast<std::ptrdiff_t>(at), end);
}

int line_of(std::string_view text, std::size_t at) {
  return 1 + static_cast<int>(std::count(
                 text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(at, text.size())), '\n'));
}

}  // namespace ftenv

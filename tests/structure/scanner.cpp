#include "structure/scanner.hpp"

#include <cctype>

namespace ftenv::structure {
namespace {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : m_text(text) {
    m_result.code = std::string(text);
    m_result.code_and_strings = std::string(text);
  }

  Blanked run() {
    while (m_at < m_text.size()) {
      if (looking_at("//")) {
        comment(m_text.find('\n', m_at));
      } else if (looking_at("/*")) {
        comment(after("*/", m_at + 2));
      } else if (raw_string_starts()) {
        raw_string();
      } else if (m_text[m_at] == '"' || (m_text[m_at] == '\'' && !digit_separator())) {
        literal(m_text[m_at]);
      } else {
        ++m_at;
      }
    }
    return std::move(m_result);
  }

 private:
  bool looking_at(std::string_view part) const { return m_text.substr(m_at, part.size()) == part; }

  std::size_t after(std::string_view part, std::size_t from) const {
    const auto found = m_text.find(part, from);
    return found == std::string_view::npos ? m_text.size() : found + part.size();
  }

  static bool word_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

  // 1'000'000
  bool digit_separator() const {
    return m_at > 0 && m_at + 1 < m_text.size() &&
           std::isxdigit(static_cast<unsigned char>(m_text[m_at - 1])) &&
           std::isxdigit(static_cast<unsigned char>(m_text[m_at + 1]));
  }

  bool raw_string_starts() const {
    if (!looking_at("R\"")) return false;
    // u8R"(…)" is one too; the R of a macro such as FOOR is not.
    auto start = m_at;
    while (start > 0 && word_character(m_text[start - 1])) --start;
    const auto prefix = m_text.substr(start, m_at - start);
    return prefix.empty() || prefix == "u8" || prefix == "u" || prefix == "U" || prefix == "L";
  }

  void blank(std::string& text, std::size_t from, std::size_t to) {
    for (auto at = from; at < to; ++at) {
      if (text[at] != '\n') text[at] = ' ';
    }
  }

  void comment(std::size_t end) {
    if (end == std::string_view::npos) end = m_text.size();
    blank(m_result.code, m_at, end);
    blank(m_result.code_and_strings, m_at, end);
    m_at = end;
  }

  void raw_string() {
    const auto open = m_text.find('(', m_at);
    if (open == std::string_view::npos) {
      ++m_at;
      return;
    }
    const auto close = ")" + std::string(m_text.substr(m_at + 2, open - m_at - 2)) + "\"";
    const auto end = after(close, open + 1);
    blank(m_result.code, m_at + 2, end);
    m_at = end;
  }

  void literal(char quote) {
    auto end = m_at + 1;
    while (end < m_text.size() && m_text[end] != quote && m_text[end] != '\n') {
      end += m_text[end] == '\\' ? 2 : 1;
    }
    end = std::min(end, m_text.size());
    blank(m_result.code, m_at + 1, end);
    m_at = std::min(end + 1, m_text.size());
  }

  std::string_view m_text;
  Blanked m_result;
  std::size_t m_at = 0;
};

}  // namespace

Blanked blank_out(std::string_view text) {
  return Scanner(text).run();
}

}  // namespace ftenv::structure

#include "inspect/shell/shell_words.hpp"

#include <cctype>

#include "base/text.hpp"

namespace ftenv {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

class Reader {
 public:
  explicit Reader(std::string_view text) : m_text(text) {}

  std::vector<ShellCommand> read() {
    while (!at_end()) step();
    end_command();
    return std::move(m_commands);
  }

 private:
  bool at_end() const { return m_at >= m_text.size(); }
  char peek(std::size_t ahead = 0) const {
    return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
  }
  char take() {
    const char c = m_text[m_at++];
    if (c == '\n') ++m_line;
    return c;
  }

  void begin_word() {
    if (m_in_word) return;
    m_in_word = true;
    if (m_command.words.empty()) m_command.first_line = m_line;
  }
  void add(char c) {
    begin_word();
    m_word.text += c;
  }

  void end_word() {
    if (!m_in_word) return;
    m_in_word = false;
    m_command.last_line = m_line;
    if (m_skip_word) {
      m_skip_word = false;
      if (m_here_document) m_delimiters.push_back(m_word.text);
      m_here_document = false;
    } else {
      m_command.words.push_back(std::move(m_word));
    }
    m_word = {};
  }

  void end_command() {
    end_word();
    m_skip_word = false;
    if (!m_command.words.empty()) m_commands.push_back(std::move(m_command));
    m_command = {};
  }

  void step() {
    const char c = peek();
    if (c == '\\') return escape();
    if (c == '\'') return single_quotes();
    if (c == '"') return double_quotes();
    if (c == '$' || c == '`') return reference();
    if (c == '#' && !m_in_word) return comment();
    if (c == '<' || c == '>') return redirection();
    if (is_blank(c)) {
      end_word();
      take();
    } else if (c == '\n') {
      end_command();
      take();
      skip_here_documents();
    } else if (contains(";&|()", std::string_view(&c, 1))) {
      separator();
    } else {
      add(take());
    }
  }

  void separator() {
    const char c = peek();
    const bool conditional = (c == '&' || c == '|') && peek(1) == c;
    end_command();
    take();
    if (conditional) take();
    m_command.conditional = conditional;
  }

  void comment() {
    while (!at_end() && peek() != '\n') take();
  }

  void escape() {
    take();
    if (at_end()) return;
    if (peek() == '\n') {
      take();  // the command goes on
      return;
    }
    begin_word();
    m_word.quoted = true;
    add(take());
  }

  void single_quotes() {
    begin_word();
    m_word.quoted = true;
    take();
    while (!at_end() && peek() != '\'') add(take());
    if (!at_end()) take();
  }

  void double_quotes() {
    begin_word();
    m_word.quoted = true;
    take();
    while (!at_end() && peek() != '"') {
      const char c = peek();
      if (c == '\\' && contains("$`\"\\\n", std::string_view(m_text.data() + m_at + 1, at_last() ? 0 : 1))) {
        take();
        if (peek() == '\n') {
          take();  // the line goes on
        } else if (!at_end()) {
          add(take());
        }
      } else if (c == '$' || c == '`') {
        reference();
      } else {
        add(take());
      }
    }
    if (!at_end()) take();
  }
  bool at_last() const { return m_at + 1 >= m_text.size(); }

  // $NAME, ${NAME:-x}, $(command), `command`: kept as written, because what stands in it separates nothing.
  void reference() {
    begin_word();
    m_word.expands = true;
    const char c = take();
    m_word.text += c;
    if (c == '`') {
      while (!at_end() && peek() != '`') add(take());
      if (!at_end()) add(take());
      return;
    }
    const char open = peek();
    if (open == '\'') {  // $'…'
      m_word.text.pop_back();
      m_word.expands = false;
      return single_quotes();
    }
    if (open != '(' && open != '{') return;
    const char close = open == '(' ? ')' : '}';
    for (int depth = 0; !at_end();) {
      const char inner = take();
      add(inner);
      if (inner == '\'' && open == '(') {
        while (!at_end() && peek() != '\'') add(take());
      } else if (inner == open) {
        ++depth;
      } else if (inner == close && --depth == 0) {
        return;
      }
    }
  }

  void redirection() {
    // "2>&1": the number belongs to the redirection.
    const bool number = m_in_word && m_word.text.find_first_not_of("0123456789") == std::string::npos;
    if (number) {
      m_word = {};
      m_in_word = false;
    }
    end_word();
    const char c = take();
    m_skip_word = true;
    if (c == '<' && peek() == '<' && peek(1) == '<') {
      take();
      take();
    } else if (c == '<' && peek() == '<') {
      take();
      if (peek() == '-') take();
      m_here_document = true;
    } else if (peek() == '>' || peek() == '&') {
      take();
    }
  }

  void skip_here_documents() {
    for (const std::string& delimiter : m_delimiters) {
      while (!at_end()) {
        const std::size_t end = m_text.find('\n', m_at);
        const std::string_view line = m_text.substr(m_at, end == std::string_view::npos ? end : end - m_at);
        m_at = end == std::string_view::npos ? m_text.size() : end + 1;
        ++m_line;
        if (trim(line) == delimiter) break;
      }
    }
    m_delimiters.clear();
  }

  std::string_view m_text;
  std::size_t m_at = 0;
  int m_line = 1;
  std::vector<ShellCommand> m_commands;
  ShellCommand m_command;
  ShellWord m_word;
  bool m_in_word = false;
  bool m_skip_word = false;
  bool m_here_document = false;
  std::vector<std::string> m_delimiters;
};

}  // namespace

std::vector<ShellCommand> shell_commands(std::string_view text) {
  return Reader(text).read();
}

}  // namespace ftenv

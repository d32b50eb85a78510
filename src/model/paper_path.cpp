#include "model/paper_path.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"

namespace ftenv {
namespace {

// ROOT/drive.C/Users/ada
constexpr std::string_view k_drive = "drive.";

bool is_separator(char c) {
  return c == '/' || c == '\\';
}

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

// How much of `text` at `at` is `path`, whichever separators either is written with; 0 where it is another.
std::size_t length_at(const std::string& text, std::size_t at, const std::string& path) {
  if (path.empty() || text.size() - at < path.size()) return 0;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (text[at + i] != path[i] && !(is_separator(text[at + i]) && is_separator(path[i]))) return 0;
  }
  const std::size_t end = at + path.size();
  return end == text.size() || std::string_view("/\\`'\" ,;:\n").find(text[end]) != std::string_view::npos
             ? path.size()
             : 0;
}

// The root, also without a drive: as it is in a path that was put below another folder.
std::size_t root_at(const std::string& text, std::size_t at) {
  const std::size_t whole = length_at(text, at, paper_root().string());
  return whole != 0 ? whole : length_at(text, at, "/" + paper_root().relative_path().string());
}

class Rewriting {
 public:
  Rewriting(const std::string& text, const Host& host, const std::vector<fs::path>& ours)
      : m_text(text),
        m_ours(ours),
        m_windows(host.os == "windows"),
        m_foreign_separators(m_windows != (fs::path::preferred_separator == '\\')) {}

  std::string take() {
    while (m_at < m_text.size()) {
      if (const std::size_t root = root_at(m_text, m_at)) {
        m_at += root;
        take_drive();
        take_path();
      } else if (begins_here()) {
        take_path();
      } else {
        m_shown += m_text[m_at++];
      }
    }
    return std::move(m_shown);
  }

 private:
  // "/drive.C" → "C:"
  void take_drive() {
    const std::size_t letter = m_at + 1 + k_drive.size();
    const bool drive = letter < m_text.size() && is_separator(m_text[m_at]) &&
                       m_text.compare(m_at + 1, k_drive.size(), k_drive) == 0;
    if (!drive) return;
    m_shown += m_text[letter];
    m_shown += ':';
    m_at = letter + 1;
  }

  // A path that was not put below the root: it is for showing, or lies in a folder of ours.
  bool begins_here() const {
    if (m_at > 0 && std::isalnum(static_cast<unsigned char>(m_text[m_at - 1])) != 0) return false;
    for (const fs::path& folder : m_ours)
      if (length_at(m_text, m_at, folder.string()) != 0) return true;
    if (!m_windows) return m_foreign_separators && m_text[m_at] == '/';
    return m_at + 2 < m_text.size() && is_letter(m_text[m_at]) && m_text[m_at + 1] == ':' &&
           is_separator(m_text[m_at + 2]);
  }

  void take_path() {
    // A backslash may be part of a name where it separates nothing.
    const bool as_it_is = !m_windows && !m_foreign_separators;
    for (; m_at < m_text.size(); ++m_at) {
      const char c = m_text[m_at];
      if (c == '`' || c == '\'' || c == '"' || c == '\n') return;
      // Another one behind ":" or ";", as in PATH.
      if (root_at(m_text, m_at) != 0) return;
      m_shown += is_separator(c) && !as_it_is ? (m_windows ? '\\' : '/') : c;
    }
  }

  const std::string& m_text;
  const std::vector<fs::path>& m_ours;
  bool m_windows, m_foreign_separators;
  std::size_t m_at = 0;
  std::string m_shown;
};

}  // namespace

bool is_absolute_somewhere(const std::string& path) {
  const bool drive = path.size() > 2 && is_letter(path[0]) && path[1] == ':' && is_separator(path[2]);
  return drive || starts_with(path, "/") || starts_with(path, "\\\\");
}

const fs::path& paper_root() {
  // Where absolute paths begin with a drive, it is that of the working folder.
  static const fs::path root = fs::absolute("/nonexistent/ftenv-plan-host");
  return root;
}

fs::path on_paper(const std::string& path) {
  fs::path below = paper_root();
  std::string rest = path;
  if (rest.size() > 1 && is_letter(rest[0]) && rest[1] == ':') {
    below /= std::string(k_drive) + rest[0];
    rest = replace_all(rest.substr(2), "\\", "/");
  }
  for (const std::string& part : split(rest, '/'))
    if (!part.empty()) below /= part;
  return below;
}

bool is_on_paper(const std::string& path) {
  return length_at(path, 0, paper_root().string()) != 0;
}

std::string as_written_there(const std::string& text, const Host& host, const std::vector<fs::path>& ours) {
  return Rewriting(text, host, ours).take();
}

std::string comparable_there(std::string path, const Host& host) {
  return host.os == "windows" ? replace_all(std::move(path), "\\", "/") : path;
}

}  // namespace ftenv

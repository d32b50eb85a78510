#include "base/text_edit.hpp"

#include <algorithm>

namespace ftenv {

std::string apply_edits(std::string_view text, std::vector<TextEdit> edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const TextEdit& a, const TextEdit& b) { return a.begin < b.begin; });
  std::string result;
  std::size_t done = 0;
  for (const TextEdit& edit : edits) {
    if (edit.begin < done || edit.end > text.size() || edit.end < edit.begin) continue;
    result += text.substr(done, edit.begin - done);
    result += edit.text;
    done = edit.end;
  }
  result += text.substr(done);
  return result;
}

std::string_view line_end_style(std::string_view text) {
  const std::size_t end = text.find('\n');
  return end != std::string_view::npos && end > 0 && text[end - 1] == '\r' ? "\r\n" : "\n";
}

std::size_t begin_of_line(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  const std::size_t before = text.rfind('\n', at - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}

std::size_t begin_of_next_line(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', at);
  return end == std::string_view::npos ? text.size() : end + 1;
}

TextEdit insert_line(std::string_view text, std::size_t at, std::string_view line) {
  const std::string_view eol = line_end_style(text);
  const bool open_end = at == text.size() && !text.empty() && text.back() != '\n';
  std::string added(line);
  if (open_end) {
    added.insert(0, eol);
  } else {
    added += eol;
  }
  return {at, at, std::move(added)};
}

}  // namespace ftenv

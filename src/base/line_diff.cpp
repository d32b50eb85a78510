#include "base/line_diff.hpp"

#include <algorithm>
#include <vector>

namespace ftenv {
namespace {

constexpr std::size_t k_context = 3;

std::vector<std::string_view> lines_with_ends(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

struct Row {
  char mark;  // ' ', '-' or '+'
  std::string_view line;
};

// The longest common subsequence, by the table of all its beginnings.
std::vector<Row> rows_of(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  std::size_t head = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
  std::size_t tail = 0;
  while (tail < a.size() - head && tail < b.size() - head &&
         a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) {
    ++tail;
  }
  const std::size_t n = a.size() - head - tail;
  const std::size_t m = b.size() - head - tail;
  std::vector<std::vector<int>> common(n + 1, std::vector<int>(m + 1, 0));
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = m; j-- > 0;) {
      common[i][j] = a[head + i] == b[head + j] ? common[i + 1][j + 1] + 1
                                                : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::vector<Row> rows;
  for (std::size_t i = 0; i < head; ++i) rows.push_back({' ', a[i]});
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < n || j < m) {
    if (i < n && j < m && a[head + i] == b[head + j]) {
      rows.push_back({' ', a[head + i]});
      ++i;
      ++j;
    } else if (i < n && (j == m || common[i + 1][j] >= common[i][j + 1])) {
      rows.push_back({'-', a[head + i++]});
    } else {
      rows.push_back({'+', b[head + j++]});
    }
  }
  for (std::size_t k = 0; k < tail; ++k) rows.push_back({' ', a[a.size() - tail + k]});
  return rows;
}

// "12,4"; nothing before the first line is "0,0".
std::string range(std::size_t first, std::size_t count) {
  return std::to_string(count == 0 ? first - 1 : first) + (count == 1 ? "" : "," + std::to_string(count));
}

}  // namespace

LineDiff line_diff(std::string_view before, std::string_view after, const std::string& name) {
  LineDiff diff;
  if (before == after) return diff;
  const std::vector<Row> rows = rows_of(lines_with_ends(before), lines_with_ends(after));
  diff.text = "--- a/" + name + "\n+++ b/" + name + "\n";
  std::size_t old_line = 1;
  std::size_t new_line = 1;
  for (std::size_t at = 0; at < rows.size();) {
    std::size_t next = at;
    while (next < rows.size() && rows[next].mark == ' ') ++next;
    if (next == rows.size()) break;
    const std::size_t first = next - std::min(k_context, next - at);
    old_line += first - at;
    new_line += first - at;
    // The hunk ends where more rows stay alike than two contexts.
    std::size_t last = next;
    for (std::size_t row = next, alike = 0; row < rows.size() && alike <= 2 * k_context; ++row) {
      alike = rows[row].mark == ' ' ? alike + 1 : 0;
      if (alike == 0) last = row + 1;
    }
    const std::size_t end = std::min(rows.size(), last + k_context);
    std::string body;
    std::size_t olds = 0;
    std::size_t news = 0;
    for (std::size_t row = first; row < end; ++row) {
      const Row& one = rows[row];
      olds += one.mark == '+' ? 0 : 1;
      news += one.mark == '-' ? 0 : 1;
      diff.added += one.mark == '+' ? 1 : 0;
      diff.removed += one.mark == '-' ? 1 : 0;
      body += one.mark;
      body += one.line;
      if (one.line.back() != '\n') body += "\n\\ No newline at end of file\n";
    }
    diff.text += "@@ -" + range(old_line, olds) + " +" + range(new_line, news) + " @@\n" + body;
    old_line += olds;
    new_line += news;
    at = end;
  }
  return diff;
}

}  // namespace ftenv

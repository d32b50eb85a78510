#include "engine/ci/text_edit.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_around = 3;

struct DiffLine {
  char mark = ' ';  // ' ', '-', '+'
  std::string text;
};

// Where two texts go on with the same line again, the nearest way.
std::pair<std::size_t, std::size_t> next_meeting(const std::vector<std::string>& a, std::size_t i,
                                                 const std::vector<std::string>& b, std::size_t j) {
  const std::size_t most = (a.size() - i) + (b.size() - j);
  for (std::size_t sum = 1; sum <= most; ++sum) {
    for (std::size_t x = 0; x <= sum; ++x) {
      if (i + x < a.size() && j + sum - x < b.size() && a[i + x] == b[j + sum - x])
        return {i + x, j + sum - x};
    }
  }
  return {a.size(), b.size()};
}

std::vector<DiffLine> compare(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<DiffLine> lines;
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      lines.push_back({' ', a[i]});
      ++i, ++j;
      continue;
    }
    const auto [to_i, to_j] = next_meeting(a, i, b, j);
    for (; i < to_i; ++i) lines.push_back({'-', a[i]});
    for (; j < to_j; ++j) lines.push_back({'+', b[j]});
  }
  return lines;
}

}  // namespace

std::string edited(const std::string& text, std::vector<TextEdit> edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const TextEdit& a, const TextEdit& b) { return a.offset < b.offset; });
  std::string made;
  std::size_t at = 0;
  const TextEdit* last = nullptr;
  for (const TextEdit& edit : edits) {
    if (edit.offset + edit.length > text.size() || edit.offset < at) continue;
    if (last && (*last == edit || (last->offset == edit.offset && last->length == 0 && edit.length == 0 &&
                                   last->text == edit.text)))
      continue;
    made += text.substr(at, edit.offset - at) + edit.text;
    at = edit.offset + edit.length;
    last = &edit;
  }
  return made + text.substr(at);
}

std::string line_diff(const std::string& before, const std::string& after, const std::string& name) {
  if (before == after) return {};
  const std::vector<DiffLine> lines = compare(split_lines(before), split_lines(after));
  std::string text = "--- " + name + "\n+++ " + name + "\n";
  std::size_t old_line = 1, new_line = 1;
  for (std::size_t i = 0; i < lines.size();) {
    // A hunk: from three lines before a change to three after the last that is near.
    std::size_t change = i;
    while (change < lines.size() && lines[change].mark == ' ') ++change;
    if (change == lines.size()) break;
    const std::size_t begin = std::max(i, change > k_around ? change - k_around : 0);
    std::size_t end = change, quiet = 0;
    for (std::size_t k = change; k < lines.size() && quiet <= 2 * k_around; ++k) {
      quiet = lines[k].mark == ' ' ? quiet + 1 : 0;
      if (quiet == 0) end = k + 1;
    }
    end = std::min(lines.size(), end + k_around);
    old_line += begin - i;
    new_line += begin - i;
    std::size_t old_count = 0, new_count = 0;
    std::string body;
    for (std::size_t k = begin; k < end; ++k) {
      old_count += lines[k].mark != '+';
      new_count += lines[k].mark != '-';
      body += lines[k].mark + lines[k].text + "\n";
    }
    text += "@@ -" + std::to_string(old_line) + "," + std::to_string(old_count) + " +" +
            std::to_string(new_line) + "," + std::to_string(new_count) + " @@\n" + body;
    old_line += old_count;
    new_line += new_count;
    i = end;
  }
  return text;
}

}  // namespace ftenv

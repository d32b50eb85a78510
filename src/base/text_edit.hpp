// Changes to a text at places that somebody has read from it, made all at once, so that everything else
// stays byte for byte.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ftenv {

struct TextEdit {
  std::size_t begin = 0;  // bytes [begin, end) become `text`; an insertion has both alike
  std::size_t end = 0;
  std::string text;
  bool operator==(const TextEdit&) const = default;
};

// Edits may come in any order and must not overlap; insertions at one place stay in their order. What
// overlaps an earlier one is left out.
std::string apply_edits(std::string_view text, std::vector<TextEdit> edits);

// "\r\n" if that is how the first line ends, else "\n".
std::string_view line_end_style(std::string_view text);

std::size_t begin_of_line(std::string_view text, std::size_t at);
// After the line's end, or the text's size in a last line without one.
std::size_t begin_of_next_line(std::string_view text, std::size_t at);

// `line` (without its end) as a line of its own before the line that begins at `at`; at the end of a text
// without a final line end there is none afterwards either.
TextEdit insert_line(std::string_view text, std::size_t at, std::string_view line);

}  // namespace ftenv

// From values back to the bytes of the file.
#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "engine/ci/ci_context.hpp"

namespace ftenv {
namespace {

bool is_space(char c) {
  return std::isspace(static_cast<unsigned char>(c)) != 0;
}

}  // namespace

// Runs along both texts; where the value has blanks, the file has some too: folded lines, indentation.
std::optional<std::size_t> source_offset(const Workflow& workflow, const Yaml& node, std::size_t position) {
  const std::string& source = workflow.text;
  const std::string& text = node.text();
  std::size_t at = node.at().offset;
  if (at >= source.size() || position > text.size()) return std::nullopt;
  if (source[at] == '|' || source[at] == '>') {
    at = begin_of_next_line(source, at);
    while (at < source.size() && is_space(source[at])) ++at;
  } else if (source[at] == '"' || source[at] == '\'') {
    ++at;
  }
  for (std::size_t i = 0; i < position; ++i) {
    if (is_space(text[i])) {
      if (i + 1 < position && is_space(text[i + 1])) continue;
      if (at < source.size() && !is_space(source[at])) return std::nullopt;
      // The last blank of the wanted part: what follows it begins after all of them.
      while (at < source.size() && is_space(source[at])) ++at;
      continue;
    }
    if (at >= source.size() || source[at] != text[i]) return std::nullopt;
    ++at;
  }
  return at;
}

YamlPosition position_of(const Workflow& workflow, std::size_t offset) {
  const std::string_view before = std::string_view(workflow.text).substr(0, offset);
  const std::size_t line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t start = before.rfind('\n');
  const std::size_t column = start == std::string_view::npos ? offset + 1 : offset - start;
  return {static_cast<int>(line) + 1, static_cast<int>(column), offset};
}

YamlPosition place_of(const Workflow& workflow, const Yaml& node, std::string_view part) {
  const std::size_t at = node.text().find(part);
  if (at == std::string::npos) return node.at();
  const auto offset = source_offset(workflow, node, at);
  return offset ? position_of(workflow, *offset) : node.at();
}

std::optional<TextEdit> replaced(const Workflow& workflow, const Yaml& node, std::string_view from,
                                 const std::string& to) {
  const std::size_t at = node.text().find(from);
  if (from.empty() || at == std::string::npos || node.text().find(from, at + 1) != std::string::npos)
    return std::nullopt;
  const auto begin = source_offset(workflow, node, at);
  const auto end = source_offset(workflow, node, at + from.size());
  if (!begin || !end || workflow.text.compare(*begin, from.size(), from) != 0) return std::nullopt;
  return TextEdit{*begin, *end, to};
}

std::optional<TextEdit> appended(const Workflow& workflow, const Yaml& node, const std::string& more) {
  std::size_t size = node.text().size();
  while (size > 0 && is_space(node.text()[size - 1])) --size;
  const auto end = size == 0 ? std::nullopt : source_offset(workflow, node, size);
  if (!end) return std::nullopt;
  return TextEdit{*end, *end, more};
}

std::optional<TextEdit> line_after(const Workflow& workflow, const Yaml& node, YamlPosition key,
                                   const std::string& line) {
  const auto end = appended(workflow, node, "");
  if (!end) return std::nullopt;
  const std::size_t at = begin_of_next_line(workflow.text, end->begin);
  const std::string ending(line_end_style(workflow.text));
  std::string text = std::string(static_cast<std::size_t>(key.column - 1), ' ') + line + ending;
  if (workflow.text.empty() || workflow.text[at - 1] != '\n') text = ending + text;
  // In a flow map the rest of the line belongs to it.
  const std::string_view rest = trim(std::string_view(workflow.text).substr(end->begin, at - end->begin));
  const bool closed = rest.size() == 1 && (rest[0] == '"' || rest[0] == '\'');
  if (!rest.empty() && !closed && !contains(rest, "#")) return std::nullopt;
  return TextEdit{at, at, text};
}

}  // namespace ftenv

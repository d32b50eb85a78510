#include "model/toml_edit.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ftenv {
namespace {

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  return at;
}

// After the comma that follows, if one does on this line.
std::size_t after_comma(std::string_view text, std::size_t at) {
  const std::size_t next = skip_spaces(text, at);
  return next < text.size() && text[next] == ',' ? next + 1 : at;
}

bool is_end_of_line(std::string_view text, std::size_t at) {
  at = skip_spaces(text, at);
  return at >= text.size() || text[at] == '\n' || text[at] == '\r' || text[at] == '#';
}

std::string_view indentation(std::string_view text, std::size_t at) {
  const std::size_t line = begin_of_line(text, at);
  return text.substr(line, skip_spaces(text, line) - line);
}

bool has_own_line(std::string_view text, const Span& span) {
  const std::size_t line = begin_of_line(text, span.begin);
  return skip_spaces(text, line) == span.begin && is_end_of_line(text, after_comma(text, span.end));
}

// Parts that commas separate, of an array or a table in braces.
std::vector<TextEdit> remove_parts(std::string_view text, const std::vector<Span>& parts,
                                   const std::vector<std::size_t>& indexes) {
  std::vector<TextEdit> edits;
  const auto goes = [&](std::size_t i) { return std::count(indexes.begin(), indexes.end(), i) > 0; };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!goes(i)) continue;
    if (has_own_line(text, parts[i])) {
      edits.push_back({begin_of_line(text, parts[i].begin), begin_of_next_line(text, parts[i].end), ""});
      continue;
    }
    std::size_t last = i;
    while (last + 1 < parts.size() && goes(last + 1) && !has_own_line(text, parts[last + 1])) ++last;
    const std::size_t comma = after_comma(text, parts[last].end);
    if (last + 1 < parts.size()) {
      edits.push_back({parts[i].begin, skip_spaces(text, comma), ""});
    } else if (i > 0 && !goes(i - 1)) {
      edits.push_back({parts[i - 1].end, parts[last].end, ""});
    } else {
      edits.push_back({parts[i].begin, comma, ""});
    }
    i = last;
  }
  return edits;
}

std::vector<Span> items_of(std::string_view text, const Toml& array) {
  std::vector<Span> spans;
  for (const Toml& item : array.items())
    spans.push_back({offset_of(text, item.at()), offset_of(text, item.end())});
  return spans;
}

// Where the statement of a member ends: in a table of dotted keys, with the last of them.
std::size_t end_of(std::string_view text, const Toml& value) {
  std::size_t end = offset_of(text, value.end());
  if (!value.is_table() || value.is_inline()) return end;
  for (const auto& member : value.members()) end = std::max(end, end_of(text, member.second));
  return end;
}

}  // namespace

std::size_t offset_of(std::string_view text, TomlPosition at) {
  std::size_t line = 0;
  for (int count = 1; count < at.line; ++count) line = begin_of_next_line(text, line);
  return std::min(text.size(), line + static_cast<std::size_t>(std::max(at.column, 1)) - 1);
}

std::vector<TextEdit> remove_items(std::string_view text, const Toml& array,
                                   const std::vector<std::size_t>& indexes) {
  return remove_parts(text, items_of(text, array), indexes);
}

std::vector<TextEdit> insert_item(std::string_view text, const Toml& array, int index,
                                  const std::string& value) {
  const std::vector<Span> items = items_of(text, array);
  const bool single = !items.empty() && text[items.front().begin] == '\'';
  const std::string literal = single ? replace_all(value, "\"", "'") : value;
  const std::size_t open = offset_of(text, array.at());
  if (items.empty()) {
    const std::size_t close = offset_of(text, array.end()) - 1;
    const bool lines = text.substr(open, close - open).find('\n') != std::string_view::npos;
    if (!lines) return {{open + 1, close, literal}};
    return {insert_line(text, begin_of_next_line(text, open),
                        std::string(indentation(text, open)) + "    " + literal + ",")};
  }
  if (index < 0) {
    const Span& first = items.front();
    if (begin_of_line(text, first.begin) == begin_of_line(text, open))
      return {{first.begin, first.begin, literal + ", "}};
    return {insert_line(text, begin_of_next_line(text, open),
                        std::string(indentation(text, first.begin)) + literal + ",")};
  }
  const Span& item = items[static_cast<std::size_t>(index)];
  if (!has_own_line(text, item)) return {{item.end, item.end, ", " + literal}};
  std::vector<TextEdit> edits;
  if (after_comma(text, item.end) == item.end) edits.push_back({item.end, item.end, ","});
  const bool comma = edits.empty() || static_cast<std::size_t>(index) + 1 < items.size();
  edits.push_back(insert_line(text, begin_of_next_line(text, item.end),
                              std::string(indentation(text, item.begin)) + literal + (comma ? "," : "")));
  return edits;
}

TextEdit replace_value(std::string_view text, const Toml& value, const std::string& literal) {
  return {offset_of(text, value.at()), offset_of(text, value.end()), literal};
}

std::vector<TextEdit> remove_member(std::string_view text, const Toml& table, const std::string& key) {
  const Toml& value = table[key];
  if (!value.exists()) return {};
  const std::size_t begin = offset_of(text, value.key_at());
  if (!table.is_inline())
    return {{begin_of_line(text, begin), begin_of_next_line(text, end_of(text, value)), ""}};
  std::vector<Span> parts;
  std::size_t index = 0;
  for (const auto& [name, member] : table.members()) {
    if (name == key) index = parts.size();
    parts.push_back({offset_of(text, member.key_at()), end_of(text, member)});
  }
  return remove_parts(text, parts, {index});
}

TextEdit insert_member(std::string_view text, const Toml& table, const std::string& after,
                       const std::string& statement) {
  const std::size_t head = offset_of(text, table.at());
  if (table.is_inline()) {
    const std::size_t first = skip_spaces(text, head + 1);
    if (table.members().empty()) return {head + 1, offset_of(text, table.end()) - 1, " " + statement + " "};
    return {first, first, statement + ", "};
  }
  const Toml& model =
      after.empty() && !table.members().empty() ? table.members().front().second : table[after];
  if (!model.exists())
    return insert_line(text, begin_of_next_line(text, head),
                       std::string(indentation(text, head)) + statement);
  const std::size_t key = offset_of(text, model.key_at());
  const std::size_t line = begin_of_line(text, key);
  const std::string prefix(text.substr(line, key - line));
  const bool header = head < text.size() && text[head] == '[';
  // Dotted keys have no header to follow.
  const std::size_t at = !after.empty() ? begin_of_next_line(text, end_of(text, model))
                         : header       ? begin_of_next_line(text, head)
                                        : line;
  return insert_line(text, at, prefix + statement);
}

TextEdit insert_table(std::string_view text, const Toml& before, const std::vector<std::string>& lines) {
  const std::string eol(line_end_style(text));
  const std::size_t header = before.exists() ? offset_of(text, before.at()) : text.size();
  if (header >= text.size() || text[header] != '[') {
    const bool open_end = !text.empty() && text.back() != '\n';
    const std::string body = join(lines, eol);
    return {text.size(), text.size(), open_end ? eol + eol + body : eol + body + eol};
  }
  // A comment that stands right above belongs to it, if nothing else does right above the comment.
  const std::size_t own = begin_of_line(text, header);
  std::size_t at = own;
  const auto line_above = [&] {
    const std::size_t line = begin_of_line(text, at - 1);
    return trim(text.substr(line, at - line));
  };
  while (at > 0 && starts_with(line_above(), "#")) at = begin_of_line(text, at - 1);
  if (at > 0 && !line_above().empty()) at = own;
  const bool spaced = at == 0 || line_above().empty();
  return {at, at, join(lines, eol) + eol + (spaced ? eol : "")};
}

}  // namespace ftenv

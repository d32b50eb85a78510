#include "model/toml.hpp"

#include <algorithm>
#include <sstream>

// Errors come back as values: no exception of toml++ can pass a function of ours.
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
// toml++ asserts of a text what it has not looked at yet ("[ = 1": a key begins here), and with NDEBUG tells
// some compilers to rely on it. Without either it finds the mistake a few lines later and names it.
#undef NDEBUG
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <toml++/toml.h>

namespace ftenv {
namespace {

// toml++ counts code points in a line; editors that jump to FILE:LINE:COL count bytes.
class Positions {
 public:
  explicit Positions(std::string_view text) {
    std::size_t start = 0;
    while (start <= text.size()) {
      const std::size_t end = std::min(text.find('\n', start), text.size());
      m_lines.push_back(text.substr(start, end - start));
      start = end + 1;
    }
  }

  TomlPosition of(const toml::source_position& at) const {
    TomlPosition found{static_cast<int>(at.line), static_cast<int>(at.column)};
    if (at.line == 0 || at.line > m_lines.size()) return found;
    const std::string_view line = m_lines[at.line - 1];
    int code_points = 0;
    for (std::size_t byte = 0; byte < line.size(); ++byte) {
      const bool continues = (static_cast<unsigned char>(line[byte]) & 0xC0u) == 0x80u;
      if (!continues && ++code_points == found.column) {
        found.column = static_cast<int>(byte) + 1;
        break;
      }
    }
    return found;
  }

 private:
  std::vector<std::string_view> m_lines;
};

bool before(const TomlPosition& a, const TomlPosition& b) {
  return a.line != b.line ? a.line < b.line : a.column < b.column;
}

template <class T>
std::string streamed(const T& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

Toml convert(const toml::node& node, const Positions& positions);

Toml convert_table(const toml::table& table, const Positions& positions) {
  // toml++ sorts keys; a reader expects the order of the file.
  std::vector<std::pair<TomlPosition, Toml::Member>> ordered;
  for (const auto& [key, value] : table) {
    ordered.push_back(
        {positions.of(key.source().begin), {std::string(key.str()), convert(value, positions)}});
  }
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto& a, const auto& b) { return before(a.first, b.first); });
  Toml::Table members;
  for (auto& [at, member] : ordered) members.push_back(std::move(member));
  return Toml(std::move(members), positions.of(table.source().begin));
}

Toml convert(const toml::node& node, const Positions& positions) {
  const TomlPosition at = positions.of(node.source().begin);
  if (const auto* table = node.as_table()) return convert_table(*table, positions);
  if (const auto* array = node.as_array()) {
    Toml::Array items;
    for (const auto& item : *array) items.push_back(convert(item, positions));
    return Toml(std::move(items), at);
  }
  if (const auto* text = node.as_string()) return Toml(text->get(), at);
  if (const auto* flag = node.as_boolean()) return Toml(flag->get(), at);
  if (const auto* number = node.as_integer()) return Toml(number->get(), at);
  if (const auto* number = node.as_floating_point()) return Toml(number->get(), at);
  if (const auto* date = node.as_date()) return Toml(streamed(date->get()), at);
  if (const auto* time = node.as_time()) return Toml(streamed(time->get()), at);
  if (const auto* both = node.as_date_time()) return Toml(streamed(both->get()), at);
  return Toml();
}

const Toml& absent() {
  static const Toml none;
  return none;
}

}  // namespace

Result<Toml> Toml::parse(std::string_view text, const std::string& name) {
  const Positions positions(text);
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    const TomlPosition at = positions.of(error.source().begin);
    return fail(ErrorCode::recipe, name + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) +
                                       ": " + std::string(error.description()));
  }
  return convert_table(parsed.table(), positions);
}

const Toml& Toml::operator[](std::string_view key) const {
  for (const Member& member : members()) {
    if (member.first == key) return member.second;
  }
  return absent();
}

const Toml& Toml::dotted(std::string_view path) const {
  const Toml* at = this;
  while (true) {
    const std::size_t dot = path.find('.');
    at = &(*at)[path.substr(0, dot)];
    if (dot == std::string_view::npos) return *at;
    path.remove_prefix(dot + 1);
  }
}

const Toml::Table& Toml::members() const {
  static const Table none;
  const Table* table = std::get_if<Table>(&m_value);
  return table ? *table : none;
}

const Toml::Array& Toml::items() const {
  static const Array none;
  const Array* array = std::get_if<Array>(&m_value);
  return array ? *array : none;
}

std::string Toml::string_or(std::string fallback) const {
  const std::string* text = std::get_if<std::string>(&m_value);
  return text ? *text : fallback;
}

bool Toml::bool_or(bool fallback) const {
  const bool* flag = std::get_if<bool>(&m_value);
  return flag ? *flag : fallback;
}

std::int64_t Toml::int_or(std::int64_t fallback) const {
  const std::int64_t* number = std::get_if<std::int64_t>(&m_value);
  return number ? *number : fallback;
}

std::vector<std::string> Toml::strings() const {
  std::vector<std::string> texts;
  for (const Toml& item : items()) {
    if (const std::string* text = std::get_if<std::string>(&item.m_value)) texts.push_back(*text);
  }
  return texts;
}

void Toml::merge(const Toml& upper) {
  if (!upper.exists()) return;
  Table* mine = std::get_if<Table>(&m_value);
  if (!mine || !upper.is_table()) {
    *this = upper;
    return;
  }
  for (const Member& member : upper.members()) {
    const auto same =
        std::find_if(mine->begin(), mine->end(), [&](const Member& m) { return m.first == member.first; });
    if (same == mine->end()) {
      mine->push_back(member);
    } else {
      same->second.merge(member.second);
    }
  }
}

}  // namespace ftenv

// TOML as a tree that knows where each value stood. toml++ is included in toml.cpp only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"

namespace ftenv {

// 1-based, as editors count. Columns count bytes.
struct TomlPosition {
  int line = 0;
  int column = 0;
};

class Toml {
 public:
  using Array = std::vector<Toml>;
  using Member = std::pair<std::string, Toml>;
  using Table = std::vector<Member>;

  Toml() = default;  // absent
  Toml(Table table, TomlPosition at) : m_value(std::move(table)), m_at(at) {}
  Toml(Array array, TomlPosition at) : m_value(std::move(array)), m_at(at) {}
  Toml(std::string text, TomlPosition at) : m_value(std::move(text)), m_at(at) {}
  Toml(bool value, TomlPosition at) : m_value(value), m_at(at) {}
  Toml(std::int64_t value, TomlPosition at) : m_value(value), m_at(at) {}
  Toml(double value, TomlPosition at) : m_value(value), m_at(at) {}

  // Error: ErrorCode::recipe, message "FILE:LINE:COL: reason". `name` is used for FILE.
  static Result<Toml> parse(std::string_view text, const std::string& name);

  bool exists() const { return !std::holds_alternative<std::monostate>(m_value); }
  bool is_table() const { return std::holds_alternative<Table>(m_value); }
  bool is_array() const { return std::holds_alternative<Array>(m_value); }
  bool is_string() const { return std::holds_alternative<std::string>(m_value); }
  bool is_bool() const { return std::holds_alternative<bool>(m_value); }
  bool is_integer() const { return std::holds_alternative<std::int64_t>(m_value); }
  TomlPosition at() const { return m_at; }
  // What an edit of the text needs (model/toml_edit.hpp). After the value's last byte; of a table that has
  // a header or dotted keys, after the header or key.
  TomlPosition end() const { return m_end; }
  TomlPosition key_at() const { return m_key_at; }  // the last part of its key; 0:0 for an array's item
  bool is_inline() const { return m_inline; }       // a table in braces
  void set_places(TomlPosition end, TomlPosition key_at, bool in_braces);

  // Readers never throw: what is absent or of another type is empty or the fallback.
  const Toml& operator[](std::string_view key) const;
  const Toml& dotted(std::string_view path) const;  // "tool.maturin.module-name"; keys without dots
  const Table& members() const;
  const Array& items() const;
  std::string string_or(std::string fallback) const;
  bool bool_or(bool fallback) const;
  std::int64_t int_or(std::int64_t fallback) const;
  std::vector<std::string> strings() const;

  // Overlays `upper` on this: tables merge key by key, everything else is replaced.
  void merge(const Toml& upper);

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Table> m_value;
  TomlPosition m_at;
  TomlPosition m_end;
  TomlPosition m_key_at;
  bool m_inline = false;
};

}  // namespace ftenv

// YAML as a tree that knows where each value stood. yaml-cpp is included in yaml.cpp only.
//
// Scalars stay text, as written: whether `3.10` is a number is for whoever reads it to say. Anchors, aliases
// and `<<` are resolved; what an alias brings keeps the place where it was written.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace ftenv {

// 1-based, as editors count. Columns and the offset count bytes; the offset is 0-based.
struct YamlPosition {
  int line = 0;
  int column = 0;
  std::size_t offset = 0;
};

class Yaml {
 public:
  enum class Kind { absent, scalar, list, map };
  struct Member;

  // The first document. Error: ErrorCode::project, message "FILE:LINE:COL: reason": broken YAML, a key that
  // stands twice in one map, an alias inside its own anchor, or more than what a person writes (depth,
  // number of values with every alias written out).
  static Result<Yaml> parse(std::string_view text, const std::string& name);

  bool exists() const { return m_kind != Kind::absent; }
  bool is_scalar() const { return m_kind == Kind::scalar; }
  bool is_list() const { return m_kind == Kind::list; }
  bool is_map() const { return m_kind == Kind::map; }
  bool is_plain() const { return m_plain; }  // a scalar without quotes
  bool is_flow() const { return m_flow; }    // a list in [], a map in {}
  // Where the value begins: at its quote, its `[`, its first key, its `|`; with an anchor there.
  YamlPosition at() const { return m_at; }

  // Readers never throw: what is absent or of another kind is empty.
  const std::string& text() const { return m_text; }
  const std::vector<Yaml>& items() const { return m_items; }
  const std::vector<Member>& members() const { return m_members; }
  const Yaml& operator[](std::string_view key) const;
  const Member* member(std::string_view key) const;
  std::vector<std::string> strings() const;  // the items' texts; of a scalar itself

 private:
  friend class YamlBuilder;
  Kind m_kind = Kind::absent;
  bool m_plain = false;
  bool m_flow = false;
  YamlPosition m_at;
  std::string m_text;
  std::vector<Yaml> m_items;
  std::vector<Member> m_members;
};

struct Yaml::Member {
  std::string key;
  YamlPosition at;  // of the key
  Yaml value;
};

}  // namespace ftenv

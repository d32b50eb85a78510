// A JSON value with ordered keys. nlohmann-json parses and prints it, in json.cpp alone.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.hpp"

namespace ftenv {

class Json {
 public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;  // in order of insertion: a reader's eye follows it

  Json() = default;  // null
  Json(std::nullptr_t) {}
  Json(bool value) : m_value(value) {}
  Json(int value) : m_value(static_cast<std::int64_t>(value)) {}
  Json(std::int64_t value) : m_value(value) {}
  Json(std::uint64_t value) : m_value(static_cast<std::int64_t>(value)) {}
  Json(double value) : m_value(value) {}
  Json(const char* value) : m_value(std::string(value)) {}
  Json(std::string value) : m_value(std::move(value)) {}
  Json(Array value) : m_value(std::move(value)) {}
  Json(Object value) : m_value(std::move(value)) {}
  static Json object(std::initializer_list<Member> members) { return Json(Object(members)); }
  static Json array(const std::vector<std::string>& strings);

  // Error: ErrorCode::internal with the position; the caller says whose text it was.
  static Result<Json> parse(std::string_view text);
  // indent < 0 is one line. Bytes that are not UTF-8 are replaced, never thrown at.
  std::string dump(int indent = 2) const;

  bool is_null() const { return std::holds_alternative<std::nullptr_t>(m_value); }
  bool is_object() const { return std::holds_alternative<Object>(m_value); }
  bool is_array() const { return std::holds_alternative<Array>(m_value); }

  // Readers never throw: what is absent or of another type is the fallback.
  const Json& operator[](std::string_view key) const;  // null where absent
  const Array& items() const;                          // empty where not an array
  const Object& members() const;                       // empty where not an object
  std::string string_or(std::string fallback) const;
  bool bool_or(bool fallback) const;
  std::int64_t int_or(std::int64_t fallback) const;
  double double_or(double fallback) const;
  std::vector<std::string> strings() const;  // the string items of an array

  Json& set(std::string key, Json value);  // on an object (null becomes one); replaces or appends
  Json& push(Json value);                  // on an array (null becomes one)

  // Calls `visitor` with the value as its own type (nullptr_t, bool, int64_t, double, string, Array, Object).
  template <class Visitor>
  decltype(auto) visit(Visitor&& visitor) const {
    return std::visit(std::forward<Visitor>(visitor), m_value);
  }

 private:
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> m_value = nullptr;
};

}  // namespace ftenv

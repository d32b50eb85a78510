#include "base/json.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

namespace ftenv {
namespace {

// Deeper text is an attack on the stack, not data: our values are copied and destroyed recursively.
constexpr std::size_t k_max_depth = 256;

// "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while …"
std::string without_library_prefix(std::string_view what) {
  const std::size_t end = what.find("] ");
  return std::string(end == std::string_view::npos ? what : what.substr(end + 2));
}

// Builds our values while nlohmann reads, so that no second tree is made.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(std::int64_t value) override { return add(value); }
  bool number_unsigned(std::uint64_t value) override {
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return add(static_cast<double>(value));
    }
    return add(value);
  }
  bool number_float(double value, const std::string&) override { return add(value); }
  bool string(std::string& value) override { return add(std::move(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json(Json::Object{})); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Json(Json::Array{})); }
  bool end_array() override { return close(); }
  bool key(std::string& name) override {
    m_open.back().key = std::move(name);
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& reason) override {
    m_problem = without_library_prefix(reason.what());
    return false;
  }

  Json take() { return std::move(m_root); }
  const std::string& problem() const { return m_problem; }

 private:
  struct Open {
    Json value;
    std::string key;  // of the member that comes next
  };

  bool open(Json container) {
    if (m_open.size() >= k_max_depth) {
      m_problem = "parse error: nested deeper than " + std::to_string(k_max_depth) + " levels";
      return false;
    }
    m_open.push_back({std::move(container), {}});
    return true;
  }
  bool close() {
    Json finished = std::move(m_open.back().value);
    m_open.pop_back();
    return add(std::move(finished));
  }
  bool add(Json value) {
    if (m_open.empty()) {
      m_root = std::move(value);
    } else if (m_open.back().value.is_array()) {
      m_open.back().value.push(std::move(value));
    } else {
      m_open.back().value.set(std::move(m_open.back().key), std::move(value));
    }
    return true;
  }

  Json m_root;
  std::vector<Open> m_open;
  std::string m_problem = "parse error";
};

struct ToLibrary {
  nlohmann::ordered_json operator()(const Json::Object& members) const {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (const Json::Member& member : members) object.push_back({member.first, member.second.visit(*this)});
    return object;
  }
  nlohmann::ordered_json operator()(const Json::Array& items) const {
    nlohmann::ordered_json array = nlohmann::ordered_json::array();
    for (const Json& item : items) array.push_back(item.visit(*this));
    return array;
  }
  template <class T>
  nlohmann::ordered_json operator()(const T& value) const {
    return value;
  }
};

}  // namespace

Result<Json> Json::parse(std::string_view text) {
  Builder builder;
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) {
    return fail(ErrorCode::internal, builder.problem());
  }
  return builder.take();
}

std::string Json::dump(int indent) const {
  return visit(ToLibrary{}).dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Json Json::array(const std::vector<std::string>& strings) {
  return Json(Array(strings.begin(), strings.end()));
}

const Json& Json::operator[](std::string_view key) const {
  static const Json k_null;
  for (const Member& member : members()) {
    if (member.first == key) return member.second;
  }
  return k_null;
}

const Json::Array& Json::items() const {
  static const Array k_none;
  const auto* array = std::get_if<Array>(&m_value);
  return array ? *array : k_none;
}

const Json::Object& Json::members() const {
  static const Object k_none;
  const auto* object = std::get_if<Object>(&m_value);
  return object ? *object : k_none;
}

std::string Json::string_or(std::string fallback) const {
  const auto* value = std::get_if<std::string>(&m_value);
  if (value != nullptr) return *value;
  return fallback;
}

bool Json::bool_or(bool fallback) const {
  const auto* value = std::get_if<bool>(&m_value);
  return value ? *value : fallback;
}

std::int64_t Json::int_or(std::int64_t fallback) const {
  const auto* value = std::get_if<std::int64_t>(&m_value);
  return value ? *value : fallback;
}

double Json::double_or(double fallback) const {
  if (const auto* whole = std::get_if<std::int64_t>(&m_value)) return static_cast<double>(*whole);
  const auto* value = std::get_if<double>(&m_value);
  return value ? *value : fallback;
}

std::vector<std::string> Json::strings() const {
  std::vector<std::string> found;
  for (const Json& item : items()) {
    if (const auto* value = std::get_if<std::string>(&item.m_value)) found.push_back(*value);
  }
  return found;
}

Json& Json::set(std::string key, Json value) {
  if (!is_object()) m_value = Object{};
  auto& members = std::get<Object>(m_value);
  const auto found =
      std::find_if(members.begin(), members.end(), [&](const Member& member) { return member.first == key; });
  if (found != members.end()) {
    found->second = std::move(value);
  } else {
    members.emplace_back(std::move(key), std::move(value));
  }
  return *this;
}

Json& Json::push(Json value) {
  if (!is_array()) m_value = Array{};
  std::get<Array>(m_value).push_back(std::move(value));
  return *this;
}

}  // namespace ftenv

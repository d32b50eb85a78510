#include "model/recipe/recipe_table.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ftenv {

RecipeTable::RecipeTable(const Toml& table, std::string file, std::string path, std::optional<Error>& error)
    : m_table(table), m_file(std::move(file)), m_path(std::move(path)), m_error(error) {
  if (!table.is_table()) complain({}, "must be a table");
}

std::string RecipeTable::full_name(std::string_view key) const {
  if (m_path.empty() || key.empty()) return m_path + std::string(key);
  return m_path + "." + std::string(key);
}

void RecipeTable::complain(std::string_view key, std::string_view problem, std::string hint) {
  if (m_error) return;
  const Toml& value = m_table[key];
  const TomlPosition at = value.exists() ? value.at() : m_table.at();
  m_error = Error{ErrorCode::recipe,
                  m_file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": the key `" +
                      full_name(key) + "` " + std::string(problem),
                  {},
                  {},
                  {},
                  std::nullopt};
  if (!hint.empty()) m_error->hints.push_back(std::move(hint));
}

const Toml* RecipeTable::wanted(std::string_view key) {
  m_known.emplace_back(key);
  const Toml& value = m_table[key];
  return value.exists() ? &value : nullptr;
}

void RecipeTable::text(std::string_view key, std::string& out) {
  const Toml* value = wanted(key);
  if (!value) return;
  if (!value->is_string()) return complain(key, "must be a string");
  out = value->string_or("");
}

void RecipeTable::texts(std::string_view key, std::vector<std::string>& out) {
  const Toml* value = wanted(key);
  if (!value) return;
  std::vector<std::string> strings = value->strings();
  if (!value->is_array() || strings.size() != value->items().size()) {
    return complain(key, "must be a list of strings");
  }
  out = std::move(strings);
}

void RecipeTable::bytes(std::string_view key, std::int64_t& out) {
  const Toml* value = wanted(key);
  if (!value) return;
  if (!value->is_integer() || value->int_or(-1) < 0) return complain(key, "must be a number of bytes");
  out = value->int_or(0);
}

void RecipeTable::flag(std::string_view key, bool& out) {
  const Toml* value = wanted(key);
  if (!value) return;
  if (!value->is_bool()) return complain(key, "must be true or false");
  out = value->bool_or(false);
}

void RecipeTable::version(std::string_view key, Version& out) {
  std::string written;
  text(key, written);
  if (!has(key)) return;
  const std::optional<Version> parsed = Version::parse(written);
  if (!parsed) return complain(key, "must be a version such as \"1.2.3\"");
  out = *parsed;
}

void RecipeTable::digest(std::string_view key, std::string& out) {
  std::string written;
  text(key, written);
  if (!has(key)) return;
  const bool hex = written.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (written.size() != 64 || !hex) return complain(key, "must be a sha256 of 64 lower-case hex digits");
  out = std::move(written);
}

void RecipeTable::table(std::string_view key, const std::function<void(RecipeTable&)>& read) {
  const Toml* value = wanted(key);
  if (!value) return;
  RecipeTable inner(*value, m_file, full_name(key), m_error);
  read(inner);
  inner.finish();
}

void RecipeTable::tables(std::string_view key, const std::function<void(RecipeTable&)>& read) {
  const Toml* value = wanted(key);
  if (!value) return;
  if (!value->is_array()) return complain(key, "must be an array of tables");
  for (const Toml& item : value->items()) {
    RecipeTable inner(item, m_file, full_name(key), m_error);
    read(inner);
    inner.finish();
  }
}

std::vector<std::string> RecipeTable::keys() const {
  std::vector<std::string> names;
  for (const Toml::Member& member : m_table.members()) {
    if (std::find(m_known.begin(), m_known.end(), member.first) == m_known.end())
      names.push_back(member.first);
  }
  return names;
}

void RecipeTable::finish() {
  for (const std::string& key : keys()) {
    const std::string near = nearest(key, m_known);
    complain(key, "is unknown here",
             near.empty() ? "known keys: " + join(m_known, ", ") : "did you mean `" + full_name(near) + "`?");
  }
}

}  // namespace ftenv

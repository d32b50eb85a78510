#include "inspect/workflow/workflow_matrix.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_most_rows = 256;

// Quoted "false" is a text, and true.
ExpressionValue value_of(const Yaml& yaml) {
  const std::string& text = yaml.text();
  if (contains(text, "${{")) return {};
  if (!yaml.is_plain()) return ExpressionValue::of(text);
  if (text == "true" || text == "True") return ExpressionValue::of_flag(true);
  if (text == "false" || text == "False") return ExpressionValue::of_flag(false);
  if (text.empty() || text == "null" || text == "~") return ExpressionValue::none();
  return ExpressionValue::of(text);
}

void flatten(const Yaml& value, const std::string& path, MatrixRow& row) {
  if (value.is_scalar()) row.values[path] = value_of(value);
  for (const Yaml::Member& member : value.members()) flatten(member.value, path + "." + member.key, row);
  for (std::size_t i = 0; i < value.items().size(); ++i)
    flatten(value.items()[i], path + "." + std::to_string(i), row);
}

MatrixRow row_of(const Yaml& map) {
  MatrixRow row;
  for (const Yaml::Member& member : map.members()) flatten(member.value, member.key, row);
  return row;
}

bool same(const ExpressionValue& a, const ExpressionValue& b) {
  return a.known() && b.known() && a.shown() == b.shown();
}

// Every value of `part` is in `row` too.
bool covers(const MatrixRow& row, const MatrixRow& part) {
  return std::all_of(part.values.begin(), part.values.end(), [&](const auto& one) {
    const auto found = row.values.find(one.first);
    return found != row.values.end() && same(found->second, one.second);
  });
}

std::string first_name(const std::string& path) {
  return path.substr(0, path.find('.'));
}

// An entry of `include` joins every combination whose own values it does not change, or else is a row.
void include(std::vector<MatrixRow>& rows, std::size_t combinations, const std::set<std::string>& axes,
             const MatrixRow& extra) {
  bool joined = false;
  for (std::size_t i = 0; i < combinations; ++i) {
    MatrixRow& row = rows[i];
    const bool agrees = std::all_of(extra.values.begin(), extra.values.end(), [&](const auto& one) {
      if (axes.count(first_name(one.first)) == 0) return true;
      const auto found = row.values.find(one.first);
      return found != row.values.end() && same(found->second, one.second);
    });
    if (!agrees) continue;
    joined = true;
    for (const auto& [path, value] : extra.values) row.values[path] = value;
  }
  if (!joined) rows.push_back(extra);
}

}  // namespace

std::optional<std::vector<MatrixRow>> matrix_rows(const Yaml& matrix) {
  if (!matrix.exists()) return std::vector<MatrixRow>{{}};
  if (!matrix.is_map()) return std::nullopt;
  std::vector<MatrixRow> rows{{}};
  std::set<std::string> axes;
  for (const Yaml::Member& axis : matrix.members()) {
    if (axis.key == "include" || axis.key == "exclude") {
      if (!axis.value.is_list()) return std::nullopt;
      continue;
    }
    if (!axis.value.is_list()) return std::nullopt;
    axes.insert(axis.key);
    std::vector<MatrixRow> more;
    for (const MatrixRow& row : rows) {
      for (const Yaml& value : axis.value.items()) {
        MatrixRow next = row;
        flatten(value, axis.key, next);
        more.push_back(std::move(next));
        if (more.size() > k_most_rows) return std::nullopt;
      }
    }
    rows = std::move(more);
  }
  for (const Yaml& one : matrix["exclude"].items()) {
    const MatrixRow part = row_of(one);
    rows.erase(
        std::remove_if(rows.begin(), rows.end(), [&](const MatrixRow& row) { return covers(row, part); }),
        rows.end());
  }
  // With `include` alone there are no combinations to join.
  if (axes.empty()) rows.clear();
  const std::size_t combinations = rows.size();
  for (const Yaml& one : matrix["include"].items()) include(rows, combinations, axes, row_of(one));
  if (rows.size() > k_most_rows) return std::nullopt;
  return rows;
}

}  // namespace ftenv

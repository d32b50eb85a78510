#include "io/network/content_range.hpp"

#include <charconv>

#include "base/text.hpp"

namespace ftenv {

std::optional<std::uintmax_t> content_range_start(std::string_view value) {
  value = trim(value);
  constexpr std::string_view k_unit = "bytes";
  if (to_lower(value.substr(0, k_unit.size())) != k_unit) return std::nullopt;
  value = trim(value.substr(k_unit.size()));
  std::uintmax_t first = 0;
  std::uintmax_t last = 0;
  const char* const end = value.data() + value.size();
  const auto [dash, first_error] = std::from_chars(value.data(), end, first);
  if (first_error != std::errc() || dash == end || *dash != '-') return std::nullopt;
  const auto [slash, last_error] = std::from_chars(dash + 1, end, last);
  if (last_error != std::errc() || slash == end || *slash != '/' || last < first) return std::nullopt;
  return first;
}

}  // namespace ftenv

#include "platform/packages/debian_version.hpp"

#include <algorithm>

namespace ftenv {
namespace {

struct Parts {
  std::string_view epoch = "0";
  std::string_view upstream;
  std::string_view revision;  // a missing one is the same as "0", and compares like ""
};

Parts parts_of(std::string_view version) {
  Parts parts;
  if (const auto colon = version.find(':'); colon != std::string_view::npos) {
    parts.epoch = version.substr(0, colon);
    version.remove_prefix(colon + 1);
  }
  parts.upstream = version;
  if (const auto dash = version.rfind('-'); dash != std::string_view::npos) {
    parts.upstream = version.substr(0, dash);
    parts.revision = version.substr(dash + 1);
  }
  return parts;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "~" sorts before the end, the end before letters, letters before everything else.
int weight(std::string_view text) {
  if (text.empty() || is_digit(text.front())) return 0;
  const char c = text.front();
  if (c == '~') return -1;
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return static_cast<unsigned char>(c) + (letter ? 0 : 256);
}

std::string_view take_number(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  std::string_view number = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(number.size());
  const auto significant = number.find_first_not_of('0');
  number.remove_prefix(significant == std::string_view::npos ? number.size() : significant);
  return number;
}

// Runs of non-digits and of digits in turn. Numbers are compared as text: dates overflow nothing.
int compare_part(std::string_view left, std::string_view right) {
  while (!left.empty() || !right.empty()) {
    while ((!left.empty() && !is_digit(left.front())) || (!right.empty() && !is_digit(right.front()))) {
      const int difference = weight(left) - weight(right);
      if (difference != 0) return difference;
      if (!left.empty()) left.remove_prefix(1);
      if (!right.empty()) right.remove_prefix(1);
    }
    const std::string_view left_number = take_number(left);
    const std::string_view right_number = take_number(right);
    if (left_number.size() != right_number.size()) return left_number.size() < right_number.size() ? -1 : 1;
    if (const int difference = left_number.compare(right_number); difference != 0) return difference;
  }
  return 0;
}

}  // namespace

int compare_debian_versions(std::string_view left, std::string_view right) {
  const Parts a = parts_of(left);
  const Parts b = parts_of(right);
  if (const int difference = compare_part(a.epoch, b.epoch); difference != 0) return difference;
  if (const int difference = compare_part(a.upstream, b.upstream); difference != 0) return difference;
  return compare_part(a.revision, b.revision);
}

std::string upstream_of_debian_version(std::string_view version) {
  return std::string(parts_of(version).upstream);
}

}  // namespace ftenv

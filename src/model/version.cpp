#include "model/version.hpp"

#include <charconv>
#include <tuple>

#include "base/text.hpp"

namespace ftenv {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_pre_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
}

// Takes a number off the front; nothing where there is none or it is absurdly long.
std::optional<int> take_number(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && is_digit(text[length])) ++length;
  if (length == 0 || length > 8) return std::nullopt;
  int number = 0;
  std::from_chars(text.data(), text.data() + length, number);
  text.remove_prefix(length);
  return number;
}

// "rc1" → {phase, 1}, phases in the order in which CPython and Rust go through them.
std::pair<int, int> pre_rank(std::string_view pre) {
  std::size_t letters = 0;
  while (letters < pre.size() && !is_digit(pre[letters]) && pre[letters] != '.') ++letters;
  const std::string_view word = pre.substr(0, letters);
  std::string_view rest = pre.substr(letters);
  if (starts_with(rest, ".")) rest.remove_prefix(1);
  const int number = take_number(rest).value_or(0);
  if (word == "dev" || word == "nightly") return {0, number};
  if (word == "a" || word == "alpha") return {1, number};
  if (word == "b" || word == "beta") return {2, number};
  if (word == "rc" || word == "c") return {3, number};
  return {0, number};
}

}  // namespace

std::optional<Version> Version::parse(std::string_view text) {
  Version version;
  int* const parts[] = {&version.major, &version.minor, &version.patch};
  for (int* part : parts) {
    const std::optional<int> number = take_number(text);
    if (!number) return std::nullopt;
    *part = *number;
    if (text.empty() || text.front() != '.') break;
    if (part == &version.patch) return std::nullopt;
    text.remove_prefix(1);
  }
  // What follows "+" tells builds of one version apart ("3.14.8+" is CPython from a checkout).
  text = text.substr(0, text.find('+'));
  if (text.empty()) return version;
  const bool dashed = text.front() == '-';
  if (dashed) text.remove_prefix(1);
  for (const char c : text) {
    if (!is_pre_character(c)) return std::nullopt;
  }
  // Without a dash only CPython's own phases: "3.14t" and "3.14x" are no versions.
  const bool phase = starts_with(text, "a") || starts_with(text, "b") || starts_with(text, "rc");
  if (text.empty() || (!dashed && !(phase && is_digit(text.back())))) return std::nullopt;
  version.pre = std::string(text);
  return version;
}

std::string Version::text() const {
  std::string out = std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
  if (pre.empty()) return out;
  const bool joined = is_digit(pre.back()) && pre.find('.') == std::string::npos && pre_rank(pre).first > 0 &&
                      !starts_with(pre, "alpha") && !starts_with(pre, "beta");
  return out + (joined ? "" : "-") + pre;
}

std::string Version::series() const {
  return std::to_string(major) + "." + std::to_string(minor);
}

std::strong_ordering Version::operator<=>(const Version& other) const {
  const auto numbers = std::tie(major, minor, patch) <=> std::tie(other.major, other.minor, other.patch);
  if (numbers != 0) return numbers;
  if (pre.empty() != other.pre.empty()) {
    return pre.empty() ? std::strong_ordering::greater : std::strong_ordering::less;
  }
  const auto ranks = pre_rank(pre) <=> pre_rank(other.pre);
  return ranks != 0 ? ranks : pre <=> other.pre;
}

}  // namespace ftenv

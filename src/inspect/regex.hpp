// Regular expressions in RE2's syntax: no backtracking, so neither a pattern nor a text can make one hang.
// RE2 is included in regex.cpp only.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace ftenv {

class Regex {
 public:
  // Error: recipe, with RE2's reason.
  static Result<Regex> compile(const std::string& pattern);
  // For patterns that stand in the source: a broken one matches nothing, and its test fails.
  explicit Regex(const std::string& pattern);
  ~Regex();
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;

  bool matches(std::string_view text) const;  // anywhere in it
  // The whole match and the groups after it, "" where a group took no part; empty without a match.
  std::vector<std::string> groups(std::string_view text) const;
  // Every match is replaced; \1 in `replacement` stands for a group.
  std::string replace_all(std::string text, std::string_view replacement) const;

 private:
  struct Code;
  explicit Regex(std::unique_ptr<Code> code);
  std::unique_ptr<Code> m_code;
};

// Many patterns, tried on a text in one go.
class RegexSet {
 public:
  // `across_lines`: ^ and $ hold at every line of a text, so that a whole block can be asked at once.
  explicit RegexSet(const std::vector<std::string>& patterns, bool across_lines = false);
  ~RegexSet();
  RegexSet(RegexSet&&) noexcept;
  RegexSet& operator=(RegexSet&&) noexcept;

  static constexpr std::size_t k_none = static_cast<std::size_t>(-1);
  std::size_t first(std::string_view text) const;  // the lowest index that matches, or k_none
  bool any(std::string_view text) const;           // quicker than first()

 private:
  struct Code;
  std::unique_ptr<Code> m_code;
};

}  // namespace ftenv

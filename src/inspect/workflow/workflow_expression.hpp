// What stands between `${{` and `}}` in a workflow, as far as it can be known without a run: of one row of
// the matrix. What depends on the event, on inputs or on earlier steps is unknown, and stays so through
// every operator that needs it.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace ftenv {

struct ExpressionValue {
  enum Kind { unknown, null, boolean, text } kind = unknown;
  std::string word;   // of a text; numbers are texts
  bool flag = false;  // of a boolean

  static ExpressionValue of(std::string word) { return {text, std::move(word), false}; }
  static ExpressionValue of_flag(bool flag) { return {boolean, {}, flag}; }
  static ExpressionValue none() { return {null, {}, false}; }
  bool known() const { return kind != unknown; }
  std::string shown() const;  // as it comes out in a text
};

enum class Truth { no, maybe, yes };

// Answers for "matrix.python", "env.X", "runner.os", …
using ExpressionNames = std::function<ExpressionValue(const std::string& path)>;

// One expression without its braces. What can't be parsed is unknown.
ExpressionValue evaluate(std::string_view expression, const ExpressionNames& names);

// A text with expressions in it. Each that is not known stays as it is written, and `known` is false.
struct FilledText {
  std::string text;
  bool known = true;
};
FilledText fill_in(std::string_view text, const ExpressionNames& names);

// An `if:`, whose braces may be left out. Empty: yes, as far as the earlier steps went well.
Truth holds(std::string_view condition, const ExpressionNames& names);

}  // namespace ftenv

#include "inspect/workflow/workflow_expression.hpp"

#include <cctype>
#include <vector>

#include "base/text.hpp"

namespace ftenv {
namespace {

constexpr int k_deepest = 50;

Truth truth_of(const ExpressionValue& value) {
  switch (value.kind) {
    case ExpressionValue::unknown:
      return Truth::maybe;
    case ExpressionValue::null:
      return Truth::no;
    case ExpressionValue::boolean:
      return value.flag ? Truth::yes : Truth::no;
    case ExpressionValue::text:
      return value.word.empty() || value.word == "0" ? Truth::no : Truth::yes;
  }
  return Truth::maybe;
}

ExpressionValue call(const std::string& name, const std::vector<ExpressionValue>& arguments) {
  if (name == "always") return ExpressionValue::of_flag(true);
  if (name == "success") return ExpressionValue::of_flag(true);
  if (name == "failure" || name == "cancelled") return ExpressionValue::of_flag(false);
  for (const ExpressionValue& argument : arguments) {
    if (!argument.known()) return {};
  }
  if (name == "format" && !arguments.empty()) {
    std::string text = arguments[0].shown();
    for (std::size_t i = 1; i < arguments.size(); ++i)
      text = replace_all(text, "{" + std::to_string(i - 1) + "}", arguments[i].shown());
    return ExpressionValue::of(text);
  }
  if (arguments.size() != 2) return {};
  // GitHub compares without regard to case.
  const std::string whole = to_lower(arguments[0].shown());
  const std::string part = to_lower(arguments[1].shown());
  if (name == "contains") return ExpressionValue::of_flag(contains(whole, part));
  if (name == "startswith") return ExpressionValue::of_flag(starts_with(whole, part));
  if (name == "endswith") return ExpressionValue::of_flag(ends_with(whole, part));
  return {};
}

// matrix.abi == 'abi3' && !endsWith(matrix.python, 't') || github.event_name == 'push'
class Reader {
 public:
  Reader(std::string_view text, const ExpressionNames& names) : m_text(text), m_names(names) {}

  ExpressionValue whole() {
    const ExpressionValue value = either();
    skip();
    return m_broken || m_at != m_text.size() ? ExpressionValue{} : value;
  }

 private:
  // GitHub's `||` and `&&` give one of their operands, not a truth.
  ExpressionValue either() {
    ExpressionValue left = both();
    while (take("||")) {
      const ExpressionValue right = both();
      const Truth truth = truth_of(left);
      if (truth == Truth::no) left = right;
      if (truth == Truth::maybe)
        left = truth_of(right) == Truth::yes ? sure_or_unknown(right) : ExpressionValue{};
    }
    return left;
  }

  ExpressionValue both() {
    ExpressionValue left = comparison();
    while (take("&&")) {
      const ExpressionValue right = comparison();
      const Truth truth = truth_of(left);
      if (truth == Truth::yes) left = right;
      if (truth == Truth::maybe) {
        left = truth_of(right) == Truth::no ? ExpressionValue::of_flag(false) : ExpressionValue{};
      }
    }
    return left;
  }

  // `unknown || true` is true, `unknown || 'x'` is some text: only a truth is known of it.
  static ExpressionValue sure_or_unknown(const ExpressionValue& value) {
    return value.kind == ExpressionValue::boolean ? value : ExpressionValue{};
  }

  ExpressionValue comparison() {
    ExpressionValue left = single();
    const bool equal = take("==");
    if (!equal && !take("!=")) return left;
    const ExpressionValue right = single();
    if (!left.known() || !right.known()) return {};
    const bool same = to_lower(left.shown()) == to_lower(right.shown());
    return ExpressionValue::of_flag(same == equal);
  }

  ExpressionValue single() {
    skip();
    if (++m_depth > k_deepest || m_at >= m_text.size()) return broken();
    const ExpressionValue value = single_here();
    --m_depth;
    return value;
  }

  ExpressionValue single_here() {
    const char first = m_text[m_at];
    if (first == '!' && m_text.substr(m_at, 2) != "!=") {
      ++m_at;
      const Truth truth = truth_of(single());
      return truth == Truth::maybe ? ExpressionValue{} : ExpressionValue::of_flag(truth == Truth::no);
    }
    if (first == '(') {
      ++m_at;
      const ExpressionValue value = either();
      return take(")") ? value : broken();
    }
    if (first == '\'') return quoted();
    return word();
  }

  ExpressionValue quoted() {
    std::string text;
    for (++m_at; m_at < m_text.size(); ++m_at) {
      if (m_text[m_at] != '\'') {
        text += m_text[m_at];
      } else if (m_text.substr(m_at, 2) == "''") {
        text += m_text[m_at++];
      } else {
        ++m_at;
        return ExpressionValue::of(text);
      }
    }
    return broken();
  }

  ExpressionValue word() {
    const std::size_t begin = m_at;
    while (m_at < m_text.size() && (std::isalnum(static_cast<unsigned char>(m_text[m_at])) != 0 ||
                                    contains("_-.*", m_text.substr(m_at, 1))))
      ++m_at;
    std::string name(m_text.substr(begin, m_at - begin));
    if (name.empty()) return broken();
    if (take("(")) return arguments_of(to_lower(name));
    while (take("[")) {
      const ExpressionValue key = either();
      if (!take("]")) return broken();
      name += key.known() ? "." + key.shown() : ".?";
    }
    if (name == "true" || name == "false") return ExpressionValue::of_flag(name == "true");
    if (name == "null") return ExpressionValue::none();
    if (std::isdigit(static_cast<unsigned char>(name[0])) != 0) return ExpressionValue::of(name);
    return m_names(name);
  }

  ExpressionValue arguments_of(const std::string& name) {
    std::vector<ExpressionValue> arguments;
    if (take(")")) return call(name, arguments);
    do {
      arguments.push_back(either());
    } while (take(","));
    return take(")") ? call(name, arguments) : broken();
  }

  ExpressionValue broken() {
    m_broken = true;
    m_at = m_text.size();
    return {};
  }

  void skip() {
    while (m_at < m_text.size() && std::isspace(static_cast<unsigned char>(m_text[m_at])) != 0) ++m_at;
  }

  bool take(std::string_view token) {
    skip();
    if (m_text.substr(m_at, token.size()) != token) return false;
    m_at += token.size();
    return true;
  }

  std::string_view m_text;
  const ExpressionNames& m_names;
  std::size_t m_at = 0;
  int m_depth = 0;
  bool m_broken = false;
};

}  // namespace

std::string ExpressionValue::shown() const {
  if (kind == boolean) return flag ? "true" : "false";
  return kind == text ? word : std::string();
}

ExpressionValue evaluate(std::string_view expression, const ExpressionNames& names) {
  return Reader(expression, names).whole();
}

FilledText fill_in(std::string_view text, const ExpressionNames& names) {
  FilledText filled;
  while (true) {
    const std::size_t open = text.find("${{");
    const std::size_t close = open == std::string_view::npos ? open : text.find("}}", open);
    filled.text += text.substr(0, close == std::string_view::npos ? text.size() : open);
    if (close == std::string_view::npos) return filled;
    const ExpressionValue value = evaluate(text.substr(open + 3, close - open - 3), names);
    filled.text += value.known() ? value.shown() : std::string(text.substr(open, close + 2 - open));
    filled.known = filled.known && value.known();
    text.remove_prefix(close + 2);
  }
}

Truth holds(std::string_view condition, const ExpressionNames& names) {
  std::string_view text = trim(condition);
  if (text.empty()) return Truth::yes;
  if (starts_with(text, "${{") && text.find("}}") == text.size() - 2) text = text.substr(3, text.size() - 5);
  if (contains(text, "${{")) return Truth::maybe;
  return truth_of(evaluate(text, names));
}

}  // namespace ftenv

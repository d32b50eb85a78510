#include "inspect/locks/requirement_marker.hpp"

#include <cctype>
#include <optional>

#include "base/text.hpp"
#include "inspect/wheel/wheel_name.hpp"

namespace ftenv {
namespace {

constexpr int k_deepest = 64;
constexpr std::size_t k_longest = 64u << 10;

struct Operand {
  std::string text;  // a literal's, or the name of a variable
  bool variable = false;
};

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.';
}

// python_full_version < '3.15' and (sys_platform != 'win32' or extra == 'speed')
class Parser {
 public:
  Parser(std::string_view text, const MarkerEnvironment& environment)
      : m_text(text), m_environment(environment) {}

  Result<bool> whole() {
    if (m_text.size() > k_longest) return wrong("it is too long");
    FTENV_TRY(const bool value, alternatives(0));
    skip_blanks();
    if (m_at != m_text.size()) return wrong("there is more after its end");
    return value;
  }

 private:
  Failure wrong(const std::string& why) const {
    return fail(ErrorCode::project, "`" + std::string(m_text.substr(0, 200)) + "` is not a marker: " + why +
                                        ", at character " + std::to_string(m_at + 1));
  }

  void skip_blanks() {
    while (m_at < m_text.size() && std::isspace(static_cast<unsigned char>(m_text[m_at])) != 0) ++m_at;
  }

  bool take(std::string_view symbol) {
    skip_blanks();
    if (!starts_with(m_text.substr(m_at), symbol)) return false;
    m_at += symbol.size();
    return true;
  }

  bool take_word(std::string_view word) {
    skip_blanks();
    const std::size_t end = m_at + word.size();
    if (!starts_with(m_text.substr(m_at), word) || (end < m_text.size() && is_word(m_text[end])))
      return false;
    m_at = end;
    return true;
  }

  Result<bool> alternatives(int depth) {
    FTENV_TRY(bool value, conjunction(depth));
    while (take_word("or")) {
      FTENV_TRY(const bool next, conjunction(depth));
      value = value || next;
    }
    return value;
  }

  Result<bool> conjunction(int depth) {
    FTENV_TRY(bool value, term(depth));
    while (take_word("and")) {
      FTENV_TRY(const bool next, term(depth));
      value = value && next;
    }
    return value;
  }

  Result<bool> term(int depth) {
    if (depth > k_deepest) return wrong("it is nested too deep");
    if (take("(")) {
      FTENV_TRY(const bool value, alternatives(depth + 1));
      if (!take(")")) return wrong("a `)` is missing");
      return value;
    }
    FTENV_TRY(const Operand left, operand());
    FTENV_TRY(const std::string operation, comparison());
    FTENV_TRY(const Operand right, operand());
    return compare(left, operation, right);
  }

  Result<Operand> operand() {
    skip_blanks();
    if (m_at == m_text.size()) return wrong("it ends too early");
    const char quote = m_text[m_at];
    if (quote == '\'' || quote == '"') {
      const std::size_t end = m_text.find(quote, m_at + 1);
      if (end == std::string_view::npos) return wrong("a quote is not closed");
      Operand literal{std::string(m_text.substr(m_at + 1, end - m_at - 1)), false};
      m_at = end + 1;
      return literal;
    }
    const std::size_t begin = m_at;
    while (m_at < m_text.size() && is_word(m_text[m_at])) ++m_at;
    if (m_at == begin) return wrong("a name or a text in quotes is missing");
    return Operand{std::string(m_text.substr(begin, m_at - begin)), true};
  }

  Result<std::string> comparison() {
    for (const std::string_view symbol : {"===", "==", "~=", "!=", "<=", ">=", "<", ">"}) {
      if (take(symbol)) return std::string(symbol);
    }
    if (take_word("in")) return std::string("in");
    if (take_word("not") && take_word("in")) return std::string("not in");
    return wrong("a comparison is missing");
  }

  Result<bool> compare(const Operand& left, const std::string& operation, const Operand& right) {
    if (left.variable == right.variable) {
      if (left.variable) return wrong("two variables are compared");
      return texts(left.text, operation, right.text);
    }
    const Operand& variable = left.variable ? left : right;
    const std::string& literal = left.variable ? right.text : left.text;
    const bool negative = operation == "!=" || operation == "not in";
    if (variable.text == "extra" || variable.text == "extras")
      return (m_environment.extras.count(normal_project_name(literal)) > 0) != negative;
    if (variable.text == "dependency_groups")
      return (m_environment.groups.count(normal_project_name(literal)) > 0) != negative;
    const auto found = m_environment.values.find(variable.text);
    if (found == m_environment.values.end()) return wrong("`" + variable.text + "` is not a variable");
    if (operation == "in" || operation == "not in") {
      return left.variable ? texts(found->second, operation, literal)
                           : texts(literal, operation, found->second);
    }
    const bool versions = ends_with(variable.text, "_version") && variable.text != "platform_version" &&
                          variable.text != "platform_release";
    if (versions) {
      const auto version = Version::parse(found->second);
      const std::string turned = left.variable ? operation : mirrored(operation);
      const auto fits = version ? satisfies_requires_python(*version, turned + literal)
                                : Result<bool>(fail(ErrorCode::project, "no version"));
      if (fits) return *fits;
    }
    return left.variable ? texts(found->second, operation, literal)
                         : texts(literal, operation, found->second);
  }

  static std::string mirrored(const std::string& operation) {
    if (operation[0] == '<') return ">" + operation.substr(1);
    if (operation[0] == '>') return "<" + operation.substr(1);
    return operation;
  }

  static bool texts(const std::string& left, const std::string& operation, const std::string& right) {
    if (operation == "in") return contains(right, left);
    if (operation == "not in") return !contains(right, left);
    if (operation == "!=") return left != right;
    if (operation == "<") return left < right;
    if (operation == "<=") return left <= right;
    if (operation == ">") return left > right;
    if (operation == ">=") return left >= right;
    return left == right;
  }

  std::string_view m_text;
  const MarkerEnvironment& m_environment;
  std::size_t m_at = 0;
};

std::string machine_of(const Host& host) {
  if (host.os == "windows") return to_lower(host.arch) == "x86_64" ? "AMD64" : host.arch;
  if (host.os == "macos" && host.arch == "aarch64") return "arm64";
  return host.arch;
}

}  // namespace

MarkerEnvironment marker_environment(const Version& python, const Host& host) {
  const bool windows = host.os == "windows", macos = host.os == "macos";
  MarkerEnvironment environment;
  environment.values = {
      {"os_name", windows ? "nt" : "posix"},
      {"sys_platform", windows ? "win32"
                       : macos ? "darwin"
                               : "linux"},
      {"platform_system", windows ? "Windows"
                          : macos ? "Darwin"
                                  : "Linux"},
      {"platform_machine", machine_of(host)},
      {"platform_release", ""},
      {"platform_version", ""},
      {"platform_python_implementation", "CPython"},
      {"implementation_name", "cpython"},
      {"implementation_version", python.text()},
      {"python_version", python.series()},
      {"python_full_version", python.text()},
  };
  // As very old releases wrote them.
  environment.values["os.name"] = environment.values["os_name"];
  environment.values["sys.platform"] = environment.values["sys_platform"];
  environment.values["platform.machine"] = environment.values["platform_machine"];
  environment.values["python_implementation"] = "CPython";
  environment.values["platform.python_implementation"] = "CPython";
  return environment;
}

Result<bool> evaluate_marker(std::string_view marker, const MarkerEnvironment& environment) {
  if (trim(marker).empty()) return true;
  return Parser(marker, environment).whole();
}

}  // namespace ftenv

#include "inspect/build_log.hpp"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

#include "base/text.hpp"

namespace ftenv {
namespace {

// Longer lines are progress bars or generated code; what they say is at their start.
constexpr std::size_t k_longest_line = 64u << 10;

RE2::Options options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(64 << 20);  // of a whole set of patterns
  return options;
}

// All patterns at once: a long log is read through one automaton, not through one per pattern.
class PatternSet {
 public:
  explicit PatternSet(const std::vector<FailurePattern>& patterns)
      : m_patterns(patterns), m_set(options(), RE2::UNANCHORED) {
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      if (m_set.Add(patterns[i].regex, nullptr) >= 0) m_known.push_back(i);
    }
    m_usable = !m_known.empty() && m_set.Compile();
  }

  // The first pattern in the recipe's order that matches.
  const FailurePattern* match(std::string_view line) const {
    if (!m_usable) return nullptr;
    std::vector<int> hits;
    RE2::Set::ErrorInfo trouble{};
    if (!m_set.Match(re2::StringPiece(line.data(), line.size()), &hits, &trouble)) {
      return trouble.kind == RE2::Set::kOutOfMemory ? match_one_by_one(line) : nullptr;
    }
    return &m_patterns[m_known[static_cast<std::size_t>(*std::min_element(hits.begin(), hits.end()))]];
  }

 private:
  const FailurePattern* match_one_by_one(std::string_view line) const {
    for (const std::size_t i : m_known) {
      const RE2 regex(m_patterns[i].regex, options());
      if (RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), regex)) return &m_patterns[i];
    }
    return nullptr;
  }

  const std::vector<FailurePattern>& m_patterns;
  RE2::Set m_set;
  std::vector<std::size_t> m_known;  // index in the set → index of the pattern
  bool m_usable = false;
};

std::string with_groups(std::string_view text, const std::vector<re2::StringPiece>& groups) {
  std::string filled;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool reference = text[i] == '\\' && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
    if (!reference) {
      filled += text[i];
      continue;
    }
    const auto group = static_cast<std::size_t>(text[++i] - '0');
    if (group < groups.size() && groups[group].data()) {
      filled.append(groups[group].data(), groups[group].size());
    }
  }
  return filled;
}

LogFinding finding_of(const FailurePattern& pattern, int line_number, const std::string& line) {
  const RE2 regex(pattern.regex, options());
  std::vector<re2::StringPiece> groups(
      static_cast<std::size_t>(std::max(regex.NumberOfCapturingGroups(), 0)) + 1);
  regex.Match(line, 0, line.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()));
  return {pattern.id, line_number, line, with_groups(pattern.cause, groups),
          with_groups(pattern.fix, groups), pattern.kind};
}

// Lines that say that something went wrong. The weak ones only pass on what another line says:
//   make: *** [Makefile:1387: Modules/_ctypes/_ctypes.o] Error 1
//   error: subprocess-exited-with-error
//   💥 maturin failed
class ErrorLines {
 public:
  // 0: none, 1: weak, 2: strong
  int strength(std::string_view line) const {
    const re2::StringPiece text(line.data(), line.size());
    if (RE2::PartialMatch(text, m_weak)) return 1;
    return RE2::PartialMatch(text, m_strong) ? 2 : 0;
  }

 private:
  RE2 m_weak{"^\\S*make(\\[\\d+\\])?: \\*\\*\\* |^\\s*(error|ERROR): subprocess-exited-with-error|💥",
             options()};
  RE2 m_strong{
      "(^|[\\s:(])(fatal )?error(\\[E\\d+\\])?: |(^|\\s)(fatal )?error(\\[E\\d+\\])?:$|(^|\\s)ERROR: |^E: |"
      "^\\s*Caused by: \\S|^[\\w.]*(Error|Exception)(: |$)|undefined reference|[Nn]o space left",
      options()};
};

// One line as a terminal would have left it, never longer than k_longest_line.
std::string visible_line(std::string_view raw) {
  if (!raw.empty() && raw.back() == '\r') raw.remove_suffix(1);
  if (raw.size() > k_longest_line) {
    const std::size_t overwritten = raw.rfind('\r');
    if (overwritten != std::string_view::npos) raw.remove_prefix(overwritten + 1);
    raw = raw.substr(0, k_longest_line);
  }
  return strip_terminal_codes(raw);
}

}  // namespace

Result<std::vector<FailurePattern>> read_failure_patterns(const Toml& recipe) {
  std::vector<FailurePattern> patterns;
  for (const Toml& entry : recipe["failure"].items()) {
    const std::string where = "failure at line " + std::to_string(entry.at().line);
    FailurePattern pattern{entry["id"].string_or(""), entry["pattern"].string_or(""),
                           entry["cause"].string_or(""), entry["fix"].string_or(""),
                           entry["kind"].string_or(""), entry["warning"].bool_or(false)};
    if (pattern.id.empty() || pattern.regex.empty() || pattern.cause.empty()) {
      return fail(ErrorCode::recipe, where + " needs `id`, `pattern` and `cause`");
    }
    const RE2 regex(pattern.regex, options());
    if (!regex.ok()) {
      return fail(ErrorCode::recipe,
                  where + " (`" + pattern.id + "`) has a pattern that RE2 can't read: " + regex.error());
    }
    patterns.push_back(std::move(pattern));
  }
  return patterns;
}

std::vector<LogFinding> scan_build_log(std::string_view log, const std::vector<FailurePattern>& patterns) {
  const PatternSet known(patterns);
  const ErrorLines errors;
  std::vector<LogFinding> findings;
  std::vector<LogFinding> warnings;
  std::set<std::string> seen;
  std::optional<LogFinding> strong;
  std::optional<LogFinding> weak;
  int number = 0;
  while (!log.empty()) {
    const std::size_t end = std::min(log.find('\n'), log.size());
    const std::string line = visible_line(log.substr(0, end));
    log.remove_prefix(std::min(end + 1, log.size()));
    ++number;
    if (line.empty()) continue;
    if (const FailurePattern* pattern = known.match(line)) {
      std::vector<LogFinding>& list = pattern->warning ? warnings : findings;
      if (seen.insert(pattern->id).second) list.push_back(finding_of(*pattern, number, line));
    } else if (findings.empty() && !strong) {
      const int strength = errors.strength(line);
      if (strength == 2) strong = LogFinding{{}, number, line, {}, {}, {}};
      if (strength == 1 && !weak) weak = LogFinding{{}, number, line, {}, {}, {}};
    }
  }
  if (findings.empty() && strong) findings.push_back(*strong);
  if (findings.empty() && weak) findings.push_back(*weak);
  findings.insert(findings.end(), warnings.begin(), warnings.end());
  return findings;
}

}  // namespace ftenv

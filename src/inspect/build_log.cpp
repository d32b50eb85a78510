#include "inspect/build_log.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "base/text.hpp"
#include "inspect/regex.hpp"

namespace ftenv {
namespace {

// Longer lines are progress bars or generated code; what they say is at their start.
constexpr std::size_t k_longest_line = 64u << 10;
// Lines are looked at in blocks: most blocks say nothing, and that is seen without taking them apart.
constexpr std::size_t k_block = 64u << 10;
constexpr std::size_t k_smallest_block = 1024;

std::string with_groups(std::string_view text, const std::vector<std::string>& groups) {
  std::string filled;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool reference = text[i] == '\\' && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
    if (!reference) {
      filled += text[i];
      continue;
    }
    const auto group = static_cast<std::size_t>(text[++i] - '0');
    if (group < groups.size()) filled += groups[group];
  }
  return filled;
}

LogFinding finding_of(const FailurePattern& pattern, int line_number, const std::string& line) {
  const std::vector<std::string> groups = Regex(pattern.regex).groups(line);
  return {pattern.id,
          line_number,
          line,
          with_groups(pattern.cause, groups),
          with_groups(pattern.fix, groups),
          pattern.kind,
          pattern.warning,
          pattern.confirm};
}

// Lines that only pass on what another line says:
//   make: *** [Makefile:1387: Modules/_ctypes/_ctypes.o] Error 1
//   error: subprocess-exited-with-error
//   💥 maturin failed
constexpr const char* k_weak_error =
    "^\\S*make(\\[\\d+\\])?: \\*\\*\\* |^\\s*(error|ERROR): subprocess-exited-with-error|💥";
constexpr const char* k_strong_error =
    "(^|[\\s:(])(fatal )?error(\\[E\\d+\\])?: |(^|\\s)(fatal )?error(\\[E\\d+\\])?:$|(^|\\s)ERROR: |^E: |"
    "^\\s*Caused by: \\S|^[\\w.]*(Error|Exception)(: |$)|undefined reference|[Nn]o space left";

std::vector<std::string> regexes_of(const std::vector<FailurePattern>& patterns) {
  std::vector<std::string> regexes;
  for (const FailurePattern& pattern : patterns) regexes.push_back(pattern.regex);
  return regexes;
}

bool has_terminal_codes(std::string_view text) {
  return text.find_first_of("\x1b\r\b") != std::string_view::npos;
}

}  // namespace

struct LogScanner::State {
  const std::vector<FailurePattern>& patterns;
  RegexSet known;        // of one line
  RegexSet known_block;  // of a block of lines
  RegexSet error_block{{k_weak_error, k_strong_error}, true};
  Regex weak{k_weak_error};
  Regex strong{k_strong_error};

  std::string pending;     // what has no end of line yet
  bool shortened = false;  // its beginning was let go
  bool skipping = false;   // the rest of it is being let go
  int number = 0;          // lines that were looked at
  std::vector<LogFinding> findings, warnings;
  std::set<std::pair<std::string, bool>> seen;
  std::optional<LogFinding> first_strong, first_weak;

  explicit State(const std::vector<FailurePattern>& all)
      : patterns(all), known(regexes_of(all)), known_block(regexes_of(all), true) {}

  bool wants_errors() const { return findings.empty() && !first_strong; }

  void look_at_line(const std::string& line) {
    ++number;
    if (line.empty()) return;
    if (const std::size_t hit = known.first(line); hit != RegexSet::k_none) {
      const FailurePattern& pattern = patterns[hit];
      std::vector<LogFinding>& list = pattern.warning ? warnings : findings;
      // A warning does not stand in for the failure of the same id.
      if (seen.insert({pattern.id, pattern.warning}).second)
        list.push_back(finding_of(pattern, number, line));
      return;
    }
    if (!wants_errors()) return;
    if (weak.matches(line)) {
      if (!first_weak) first_weak = LogFinding{{}, number, line, {}, {}, {}, false, {}};
    } else if (strong.matches(line)) {
      first_strong = LogFinding{{}, number, line, {}, {}, {}, false, {}};
    }
  }

  // `block`: whole lines without terminal codes, each with its end.
  void look_at_block(std::string_view block) {
    if (!known_block.any(block) && !(wants_errors() && error_block.any(block))) {
      number += static_cast<int>(std::count(block.begin(), block.end(), '\n'));
      return;
    }
    const std::size_t middle = block.find('\n', block.size() / 2);
    if (block.size() > k_smallest_block && middle != std::string_view::npos && middle + 1 < block.size()) {
      look_at_block(block.substr(0, middle + 1));
      look_at_block(block.substr(middle + 1));
      return;
    }
    while (!block.empty()) {
      const std::size_t end = block.find('\n');
      look_at_line(std::string(block.substr(0, end)));
      block.remove_prefix(end + 1);
    }
  }

  void look_at_raw(std::string_view lines) {
    if (has_terminal_codes(lines)) {
      // "\r\n" ends a line too; any other \r begins it anew.
      look_at_block(strip_terminal_codes(replace_all(std::string(lines), "\r\n", "\n")));
    } else {
      look_at_block(lines);
    }
  }

  // Keeps no more of an unfinished line than would be looked at.
  void shorten_pending() {
    if (pending.size() <= 2 * k_longest_line) return;
    shortened = true;
    keep_last_writing(pending.size());
    if (pending.size() <= 2 * k_longest_line) return;
    pending.resize(k_longest_line);
    skipping = true;
  }

  // Of the line in front of `end`, what was written after its last \r: the cells below it are not known.
  void keep_last_writing(std::size_t end) {
    if (end < 2) return;
    const std::size_t overwritten = pending.rfind('\r', end - 2);
    if (overwritten != std::string::npos) pending.erase(0, overwritten + 1);
  }

  void look_at_whole_lines() {
    if (shortened) keep_last_writing(pending.find('\n'));
    const std::size_t end = pending.rfind('\n');
    look_at_raw(std::string_view(pending).substr(0, end + 1));
    pending.erase(0, end + 1);
    shortened = false;
  }

  // Of a line that is too long the rest is passed over, up to its end or to where it begins anew.
  void skip(std::string_view& bytes) {
    const std::size_t end = bytes.find_first_of("\r\n");
    if (end == std::string_view::npos) {
      bytes = {};
      return;
    }
    bytes.remove_prefix(end);
    const bool anew = bytes.front() == '\r' && bytes.size() > 1 && bytes[1] != '\n';
    if (anew) pending.clear();
    if (anew || bytes.front() == '\r') bytes.remove_prefix(1);
    skipping = false;
  }

  void feed(std::string_view bytes) {
    while (!bytes.empty()) {
      if (skipping) {
        skip(bytes);
        continue;
      }
      const std::string_view piece = bytes.substr(0, k_block);
      bytes.remove_prefix(piece.size());
      pending += piece;
      if (contains(pending, "\n")) look_at_whole_lines();
      shorten_pending();
    }
  }
};

LogScanner::LogScanner(const std::vector<FailurePattern>& patterns)
    : m_state(std::make_unique<State>(patterns)) {}
LogScanner::~LogScanner() = default;

void LogScanner::feed(std::string_view bytes) {
  m_state->feed(bytes);
}

std::vector<LogFinding> LogScanner::finish() {
  State& state = *m_state;
  if (!state.pending.empty()) {
    state.pending += '\n';
    state.look_at_whole_lines();
  }
  std::vector<LogFinding> all = std::move(state.findings);
  if (all.empty() && state.first_strong) all.push_back(*state.first_strong);
  if (all.empty() && state.first_weak) all.push_back(*state.first_weak);
  all.insert(all.end(), state.warnings.begin(), state.warnings.end());
  return all;
}

Result<std::vector<FailurePattern>> read_failure_patterns(const Toml& recipe) {
  std::vector<FailurePattern> patterns;
  for (const Toml& entry : recipe["failure"].items()) {
    const std::string where = "failure at line " + std::to_string(entry.at().line);
    FailurePattern pattern{entry["id"].string_or(""),    entry["pattern"].string_or(""),
                           entry["cause"].string_or(""), entry["fix"].string_or(""),
                           entry["kind"].string_or(""),  entry["warning"].bool_or(false),
                           entry["confirm"].strings()};
    if (pattern.id.empty() || pattern.regex.empty() || pattern.cause.empty()) {
      return fail(ErrorCode::recipe, where + " needs `id`, `pattern` and `cause`");
    }
    if (const auto regex = Regex::compile(pattern.regex); !regex) {
      return fail(ErrorCode::recipe, where + " (`" + pattern.id +
                                         "`) has a pattern that RE2 can't read: " + regex.error().message);
    }
    patterns.push_back(std::move(pattern));
  }
  return patterns;
}

std::vector<LogFinding> scan_build_log(std::string_view log, const std::vector<FailurePattern>& patterns) {
  LogScanner scanner(patterns);
  scanner.feed(log);
  return scanner.finish();
}

Result<std::vector<LogFinding>> scan_log_file(const fs::path& file,
                                              const std::vector<FailurePattern>& patterns) {
  os_files::InputFile input;
  if (const FsError error = input.open(file)) return fail(file_error(error, "read", file));
  LogScanner scanner(patterns);
  std::string buffer(256u << 10, '\0');
  for (std::uintmax_t offset = 0;;) {
    std::size_t got = 0;
    if (const FsError error = input.read_at(offset, buffer.data(), buffer.size(), got))
      return fail(file_error(error, "read", file));
    if (got == 0) break;
    scanner.feed(std::string_view(buffer).substr(0, got));
    offset += got;
  }
  return scanner.finish();
}

}  // namespace ftenv

#include "inspect/shell/shell_assignments.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/text.hpp"
#include "inspect/shell/shell_words.hpp"

namespace ftenv {
namespace {

using Words = std::vector<ShellWord>;

bool one_of(std::string_view word, const std::vector<std::string_view>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_name(std::string_view text) {
  if (text.empty() || std::isdigit(static_cast<unsigned char>(text.front()))) return false;
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

// The name of `NAME=…` and `NAME+=…`; empty where the word is no assignment.
std::string_view assigned_name(std::string_view word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string_view::npos) return {};
  std::string_view name = word.substr(0, equals);
  if (ends_with(name, "+")) name.remove_suffix(1);
  return is_name(name) ? name : std::string_view{};
}

bool is_flag(std::string_view word) {
  return starts_with(word, "-") || starts_with(word, "+");
}

// -gx, -x, --export
bool says_export(std::string_view flag) {
  return flag == "--export" || (starts_with(flag, "-") && !starts_with(flag, "--") && contains(flag, "x"));
}

class Script {
 public:
  Script(std::string_view text, ShellDialect dialect) : m_dialect(dialect), m_lines(split_lines(text)) {
    for (const ShellCommand& command : shell_commands(text)) read(command);
  }

  std::vector<ShellAssignment> take() {
    for (Entry& entry : m_entries) {
      ShellAssignment& found = entry.found;
      found.exported = found.exported || m_export_all || m_exported.count(found.name) > 0;
      const bool only = std::none_of(m_uses.begin(), m_uses.end(), [&](const Use& use) {
        return use.first <= found.line && found.line <= use.last && use.name != found.name;
      });
      found.alone = only && !found.nested && entry.last_line == found.line;
    }
    std::vector<ShellAssignment> all;
    for (Entry& entry : m_entries) all.push_back(std::move(entry.found));
    return all;
  }

 private:
  struct Entry {
    ShellAssignment found;
    int last_line;
  };
  // Every command by its lines, with the one variable that it is about (or none).
  struct Use {
    int first, last;
    std::string name;
  };

  void use(const ShellCommand& command, std::string_view name) {
    m_uses.push_back({command.first_line, command.last_line, std::string(name)});
  }

  void add(const ShellCommand& command, std::string_view name, std::string value, bool expands,
           bool exported) {
    use(command, name);
    ShellAssignment found;
    found.name = std::string(name);
    found.value = std::move(value);
    found.expands = expands;
    found.exported = exported;
    found.line = command.first_line;
    const auto index = static_cast<std::size_t>(found.line - 1);
    if (index < m_lines.size()) found.text = m_lines[index];
    found.nested = m_depth > 0 || command.conditional;
    m_entries.push_back({std::move(found), command.last_line});
  }

  void assign(const ShellCommand& command, const ShellWord& word, bool exported) {
    const std::string_view name = assigned_name(word.text);
    if (exported) remember_export(command, name);
    add(command, name, word.text.substr(word.text.find('=') + 1), word.expands, exported);
  }

  // Once exported a variable stays so, whoever sets it next. What is perhaps never reached does not count.
  void remember_export(const ShellCommand& command, std::string_view name) {
    if (m_depth == 0 && !command.conditional) m_exported.insert(std::string(name));
  }

  void forget(std::string_view name) {
    if (m_depth > 0) return;
    m_exported.erase(std::string(name));
    m_entries.erase(std::remove_if(m_entries.begin(), m_entries.end(),
                                   [&](const Entry& entry) { return entry.found.name == name; }),
                    m_entries.end());
  }

  // Leaves out what only steers (`then export A=b`), and keeps count of what it opens and closes.
  std::size_t after_keywords(const ShellCommand& command) {
    const bool fish = m_dialect == ShellDialect::fish;
    std::size_t at = 0;
    for (; at < command.words.size() && !command.words[at].quoted; ++at) {
      const std::string& word = command.words[at].text;
      if (fish && one_of(word, {"if", "while", "begin"})) {
        ++m_depth;
      } else if (fish && one_of(word, {"for", "switch", "function"})) {
        ++m_depth;
        return command.words.size();
      } else if (fish && word == "end") {
        m_depth = std::max(0, m_depth - 1);
      } else if (!fish && one_of(word, {"if", "while", "until", "{"})) {
        ++m_depth;
      } else if (!fish && one_of(word, {"for", "case", "select", "function"})) {
        // The `{` of `function f {` stands in the same command.
        ++m_depth;
        return command.words.size();
      } else if (!fish && one_of(word, {"fi", "esac", "done", "}"})) {
        m_depth = std::max(0, m_depth - 1);
      } else if (!one_of(word, {"then", "do", "else", "elif", "!", "command", "builtin", "and", "or"})) {
        return at;
      }
    }
    return at;
  }

  void read(const ShellCommand& command) {
    const std::size_t begin = after_keywords(command);
    if (begin >= command.words.size()) return use(command, "");
    if (begin > 0) use(command, "");
    const Words words(command.words.begin() + static_cast<std::ptrdiff_t>(begin), command.words.end());
    const std::string& verb = words.front().text;
    if (m_dialect == ShellDialect::csh) return read_csh(command, words);
    if (m_dialect == ShellDialect::fish && verb == "set") return read_fish_set(command, words);
    if (one_of(verb, {"export", "typeset", "declare", "readonly"})) return read_export(command, words);
    if (verb == "unset") {
      for (const ShellWord& word : words) forget(word.text);
      return use(command, "");
    }
    if (verb == "set") return read_set(command, words);
    const bool all = std::all_of(words.begin(), words.end(),
                                 [](const ShellWord& word) { return !assigned_name(word.text).empty(); });
    if (!all) return use(command, "");
    for (const ShellWord& word : words) assign(command, word, false);
  }

  void read_set(const ShellCommand& command, const Words& words) {
    for (const ShellWord& word : words) {
      const bool all = word.text == "-a" || word.text == "allexport";
      if (all && words[1].text != "+o") m_export_all = true;
    }
    use(command, "");
  }

  void read_export(const ShellCommand& command, const Words& words) {
    bool exported = words.front().text == "export";
    bool taken_back = false;
    for (std::size_t i = 1; i < words.size(); ++i) {
      const ShellWord& word = words[i];
      if (is_flag(word.text) && assigned_name(word.text).empty()) {
        exported = exported || says_export(word.text);
        taken_back = taken_back || word.text == "-n";
      } else if (!assigned_name(word.text).empty()) {
        assign(command, word, exported);
      } else if (taken_back) {
        forget(word.text);
      } else {
        if (exported) remember_export(command, word.text);
        use(command, word.text);
      }
    }
  }

  // set -gx NAME value…; a list reaches programs with colons or blanks between.
  void read_fish_set(const ShellCommand& command, const Words& words) {
    bool exported = false;
    bool erases = false;
    std::size_t at = 1;
    for (; at < words.size() && is_flag(words[at].text); ++at) {
      const std::string& flag = words[at].text;
      exported = exported || says_export(flag);
      erases = erases || flag == "--erase" ||
               (starts_with(flag, "-") && !starts_with(flag, "--") && contains(flag, "e"));
    }
    if (at >= words.size() || !is_name(words[at].text)) return use(command, "");
    const std::string& name = words[at].text;
    if (erases) {
      forget(name);
      return use(command, name);
    }
    std::vector<std::string> values;
    bool expands = false;
    for (std::size_t i = at + 1; i < words.size(); ++i) {
      values.push_back(words[i].text);
      expands = expands || words[i].expands;
    }
    add(command, name, join(values, ends_with(name, "PATH") ? ":" : " "), expands, exported);
  }

  void read_csh(const ShellCommand& command, const Words& words) {
    if (words.front().text == "unsetenv" && words.size() == 2) forget(words[1].text);
    if (words.front().text != "setenv" || words.size() < 2 || !is_name(words[1].text))
      return use(command, "");
    const bool has_value = words.size() > 2;
    add(command, words[1].text, has_value ? words[2].text : "", has_value && words[2].expands, true);
  }

  ShellDialect m_dialect;
  std::vector<std::string> m_lines;
  std::vector<Entry> m_entries;
  std::vector<Use> m_uses;
  std::set<std::string> m_exported;
  bool m_export_all = false;
  int m_depth = 0;
};

// LANG="C.UTF-8"
// export A=b                     (/etc/environment takes that as well)
// PYTHON_GIL DEFAULT=1           (pam_environment)
std::vector<ShellAssignment> plain_assignments(std::string_view text) {
  std::vector<ShellAssignment> all;
  int number = 0;
  for (const std::string& line : split_lines(text)) {
    ++number;
    std::string_view rest = trim(line);
    if (rest.empty() || rest.front() == '#') continue;
    if (starts_with(rest, "export ")) rest = trim(rest.substr(7));
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) continue;
    std::string_view name = rest.substr(0, equals);
    for (const std::string_view word : {"DEFAULT", "OVERRIDE"}) {
      if (ends_with(name, word) && contains(name, " "))
        name = trim(name.substr(0, name.size() - word.size()));
    }
    if (!is_name(name)) continue;
    std::string_view value = trim(rest.substr(equals + 1));
    const bool quoted =
        value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front();
    const bool raw = quoted && value.front() == '\'';
    if (quoted) value = value.substr(1, value.size() - 2);
    ShellAssignment found;
    found.name = std::string(name);
    found.value = std::string(value);
    found.line = number;
    found.text = line;
    found.exported = true;
    found.expands = !raw && contains(value, "$");
    found.alone = true;
    all.push_back(std::move(found));
  }
  return all;
}

}  // namespace

std::vector<ShellAssignment> shell_assignments(std::string_view text, ShellDialect dialect) {
  if (dialect == ShellDialect::plain) return plain_assignments(text);
  return Script(text, dialect).take();
}

}  // namespace ftenv

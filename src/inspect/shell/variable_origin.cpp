#include "inspect/shell/variable_origin.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_largest = 1u << 20;

std::vector<fs::path> files_in(const fs::path& folder, std::string_view ending) {
  std::vector<fs::path> files;
  FsError error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (ends_with(at->path().filename().string(), ending)) files.push_back(at->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// ~/.bash_profile hides ~/.bash_login, and that hides ~/.profile.
std::string login_file_of_bash(const fs::path& home) {
  for (const char* name : {".bash_profile", ".bash_login"}) {
    FsError error;
    if (fs::is_regular_file(home / name, error)) return name;
  }
  return ".profile";
}

// The value as a pattern: what is known of it, with gaps where only running it would tell.
std::vector<std::string> known_pieces(std::string_view value, const Environment& user) {
  std::vector<std::string> pieces(1);
  std::size_t at = 0;
  if (value == "~" || starts_with(value, "~/")) {
    pieces.back() = user.get("HOME");
    at = 1;
  }
  while (at < value.size()) {
    const char c = value[at];
    if (c != '$' && c != '`') {
      pieces.back() += c;
      ++at;
      continue;
    }
    if (c == '`' || starts_with(value.substr(at), "$(")) {
      pieces.emplace_back();
      return pieces.emplace_back(), pieces;  // nothing is known from here on
    }
    const bool braces = starts_with(value.substr(at), "${");
    std::size_t end = at + (braces ? 2 : 1);
    while (end < value.size() && (std::isalnum(static_cast<unsigned char>(value[end])) || value[end] == '_'))
      ++end;
    const std::string name(value.substr(at + (braces ? 2 : 1), end - at - (braces ? 2 : 1)));
    if (braces) {
      const std::size_t close = value.find('}', end);
      const bool plain = close == end;
      end = close == std::string_view::npos ? value.size() : close + 1;
      if (plain && (name == "HOME" || name == "USER")) {
        pieces.back() += user.get(name);
      } else {
        pieces.emplace_back();
      }
    } else if (name == "HOME" || name == "USER") {
      pieces.back() += user.get(name);
    } else {
      pieces.emplace_back();
    }
    at = end;
  }
  return pieces;
}

int match_of(const std::vector<std::string>& pieces, std::string_view present) {
  if (pieces.size() == 1) return pieces.front() == present ? 2 : 0;
  if (!starts_with(present, pieces.front())) return 0;
  std::size_t at = pieces.front().size();
  for (std::size_t i = 1; i + 1 < pieces.size(); ++i) {
    const std::size_t found = present.find(pieces[i], at);
    if (found == std::string_view::npos) return 0;
    at = found + pieces[i].size();
  }
  return at <= present.size() && ends_with(present.substr(at), pieces.back()) ? 1 : 0;
}

}  // namespace

VariableOrigins VariableOrigins::read(const Environment& user, const fs::path& folder, const fs::path& root) {
  using Dialect = ShellDialect;
  VariableOrigins origins;
  origins.m_user = user;
  const fs::path etc = root / "etc";
  const fs::path home = user.get("HOME");
  const std::string named = user.get("XDG_CONFIG_HOME");
  const fs::path config = named.empty() ? home / ".config" : fs::path(named);
  const std::string shell = fs::path(user.get("SHELL", "sh")).filename().string();
  const bool zsh = shell == "zsh";
  const bool fish = shell == "fish";
  const bool csh = shell == "csh" || shell == "tcsh";
  const bool bash = shell == "bash";
  const bool posix = !fish && !csh && !zsh;

  origins.add(etc / "environment", Dialect::plain, true, true);
  for (const fs::path& file : files_in(etc / "environment.d", ".conf")) {
    origins.add(file, Dialect::plain, true, true);
  }
  origins.add(etc / "profile", Dialect::posix, true, posix);
  for (const fs::path& file : files_in(etc / "profile.d", ".sh")) {
    origins.add(file, Dialect::posix, true, posix);
  }
  origins.add(etc / "bash.bashrc", Dialect::posix, true, bash);
  origins.add(etc / "bashrc", Dialect::posix, true, bash);
  for (const char* name : {"zshenv", "zprofile", "zshrc", "zlogin"}) {
    origins.add(etc / name, Dialect::posix, true, zsh);
    origins.add(etc / "zsh" / name, Dialect::posix, true, zsh);
  }
  origins.add(etc / "fish" / "config.fish", Dialect::fish, true, fish);
  for (const fs::path& file : files_in(etc / "fish" / "conf.d", ".fish")) {
    origins.add(file, Dialect::fish, true, fish);
  }
  if (home.is_absolute()) {
    origins.add(home / ".pam_environment", Dialect::plain, false, false);
    for (const fs::path& file : files_in(config / "environment.d", ".conf")) {
      origins.add(file, Dialect::plain, false, true);
    }
    const std::string login = bash ? login_file_of_bash(home) : ".profile";
    for (const char* name : {".profile", ".bash_login", ".bash_profile"}) {
      origins.add(home / name, Dialect::posix, false, posix && login == name);
    }
    origins.add(home / ".bashrc", Dialect::posix, false, bash);
    origins.add(home / ".bash_aliases", Dialect::posix, false, false);
    const std::string zdot = user.get("ZDOTDIR");
    for (const char* name : {".zshenv", ".zprofile", ".zshrc", ".zlogin"}) {
      origins.add((zdot.empty() ? home : fs::path(zdot)) / name, Dialect::posix, false, zsh);
    }
    for (const fs::path& file : files_in(config / "fish" / "conf.d", ".fish")) {
      origins.add(file, Dialect::fish, false, fish);
    }
    origins.add(config / "fish" / "config.fish", Dialect::fish, false, fish);
    for (const char* name : {".cshrc", ".tcshrc", ".login"}) {
      origins.add(home / name, Dialect::csh, false, csh);
    }
  }
  // Loaded on entering the folder, and only by who has set that up.
  std::vector<fs::path> above;
  for (fs::path at = folder; !at.empty(); at = at.parent_path()) {
    above.push_back(at);
    if (at == at.root_path()) break;
  }
  for (auto at = above.rbegin(); at != above.rend(); ++at) {
    origins.add(*at / ".env", Dialect::plain, false, false);
    origins.add(*at / ".envrc", Dialect::posix, false, false);
  }
  return origins;
}

void VariableOrigins::add(const fs::path& file, ShellDialect dialect, bool system, bool next_terminal) {
  FsError error;
  if (!fs::is_regular_file(file, error)) return;
  const auto text = read_text(file, k_largest);
  if (!text) return;
  for (ShellAssignment& found : shell_assignments(*text, dialect)) {
    VariableLine line;
    line.file = file;
    line.line = found.line;
    line.name = std::move(found.name);
    line.value = std::move(found.value);
    line.text = std::move(found.text);
    line.system = system;
    line.next_terminal = next_terminal && found.exported && !found.nested;
    line.alone = found.alone;
    line.match = found.expands ? 1 : 0;
    m_lines.push_back(std::move(line));
  }
}

std::vector<VariableLine> VariableOrigins::lines_of(std::string_view name, std::string_view value) const {
  std::vector<VariableLine> lines;
  for (auto at = m_lines.rbegin(); at != m_lines.rend(); ++at) {
    if (at->name != name) continue;
    VariableLine line = *at;
    const bool literal = line.match == 0 && !starts_with(line.value, "~");
    line.match =
        match_of(literal ? std::vector<std::string>{line.value} : known_pieces(line.value, m_user), value);
    lines.push_back(std::move(line));
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const VariableLine& a, const VariableLine& b) { return a.match > b.match; });
  return lines;
}

const VariableLine* VariableOrigins::next_of(std::string_view name) const {
  const auto found = std::find_if(m_lines.rbegin(), m_lines.rend(), [&](const VariableLine& line) {
    return line.name == name && line.next_terminal;
  });
  return found == m_lines.rend() ? nullptr : &*found;
}

std::optional<std::string> VariableOrigins::next_value(const VariableLine& line) const {
  if (line.match == 0 && !starts_with(line.value, "~")) return line.value;
  // `A=/x:$A`: of a variable that is not set, nothing is left.
  std::string value = replace_all(line.value, "${" + line.name + "}", "");
  const std::string own = "$" + line.name;
  if (ends_with(value, own)) value.resize(value.size() - own.size());
  value = replace_all(std::move(value), own + ":", ":");
  const std::vector<std::string> pieces = known_pieces(value, m_user);
  if (pieces.size() != 1) return std::nullopt;
  return pieces.front();
}

std::vector<std::string> VariableOrigins::next_names() const {
  std::set<std::string> names;
  for (const VariableLine& line : m_lines) {
    if (line.next_terminal) names.insert(line.name);
  }
  return {names.begin(), names.end()};
}

}  // namespace ftenv

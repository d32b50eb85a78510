#include "structure/rules.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "base/text.hpp"
#include "structure/includes.hpp"
#include "structure/scanner.hpp"

namespace ftenv::structure {
namespace {

constexpr std::size_t k_longest_file = 400;

constexpr std::array<std::string_view, 12> k_top_level = {
    "CMakeLists.txt", "README.md", "LICENSE",  "CMakePresets.json", "vcpkg.json", "bootstrap",
    "CHANGELOG.md",   "src/",      "recipes/", "platform/",         "tests/",     "docs/"};

constexpr std::array<std::string_view, 12> k_os_macros = {
    "_WIN32",   "_WIN64", "WIN32",     "__linux__", "__linux",     "__gnu_linux__",
    "__unix__", "__unix", "__APPLE__", "__MACH__",  "__FreeBSD__", "__CYGWIN__"};

// What recipes/ and platform/ know, and nothing under src/ may.
constexpr std::array<std::string_view, 37> k_names = {"debian",
                                                      "ubuntu",
                                                      "fedora",
                                                      "centos",
                                                      "rhel",
                                                      "rocky",
                                                      "almalinux",
                                                      "alpine",
                                                      "archlinux",
                                                      "manjaro",
                                                      "opensuse",
                                                      "suse",
                                                      "gentoo",
                                                      "nixos",
                                                      "linuxmint",
                                                      "apt",
                                                      "dpkg",
                                                      "yum",
                                                      "dnf",
                                                      "rpm",
                                                      "apk",
                                                      "pacman",
                                                      "zypper",
                                                      "brew",
                                                      "homebrew",
                                                      "emerge",
                                                      "winget",
                                                      "chocolatey",
                                                      "macports",
                                                      "www.python.org",
                                                      "pypi",
                                                      "pythonhosted",
                                                      "crates-io",
                                                      "rust-lang.org",
                                                      "rustup.rs",
                                                      "github.com",
                                                      "githubusercontent.com"};

struct Call {
  std::string_view text;  // a word, and "(" where only a call counts
  std::string_view instead;
};

constexpr std::array k_calls = {
    Call{"system(", "start a child by argv: platform/process.hpp"},
    Call{"popen(", "start a child by argv: platform/process.hpp"},
    Call{"std::regex", "RE2 in inspect/build_log.cpp: std::regex overflows the stack on long lines"},
    Call{"<regex>", "RE2 in inspect/build_log.cpp: std::regex overflows the stack on long lines"},
    Call{"<format>", "the oldest supported compiler lacks it"},
    Call{"std::format", "the oldest supported compiler lacks it"},
    Call{"<expected>", "base/result.hpp"},
    Call{"std::expected", "base/result.hpp"},
};

bool letter_or_digit(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

std::size_t line_of(std::string_view text, std::size_t position) {
  return 1 +
         static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<long>(position), '\n'));
}

// Positions of `word` in `text` that no letter or digit touches; "_" counts as one where `identifier`.
std::vector<std::size_t> find_words(std::string_view text, std::string_view word, bool identifier) {
  const auto touches = [&](char c) { return letter_or_digit(c) || (identifier && c == '_'); };
  std::vector<std::size_t> positions;
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    const bool free_before = at == 0 || !touches(text[at - 1]) || !touches(word.front());
    const bool free_after = end == text.size() || !touches(text[end]) || !touches(word.back());
    if (free_before && free_after) positions.push_back(at);
  }
  return positions;
}

void find_all(std::vector<Violation>& violations, const SourceFile& file, std::string_view text,
              std::string_view word, bool identifier, const std::string& rule, const std::string& what) {
  for (const auto position : find_words(text, word, identifier)) {
    violations.push_back({file.path, line_of(text, position), rule, what});
  }
}

bool is_cpp(std::string_view path) {
  return ends_with(path, ".cpp") || ends_with(path, ".hpp");
}

void check_length(std::vector<Violation>& violations, const SourceFile& file) {
  const auto lines = split_lines(file.text).size();
  if (lines > k_longest_file) {
    violations.push_back({file.path, 0, "length",
                          std::to_string(lines) + " lines, at most " + std::to_string(k_longest_file) +
                              ": two nouns, two files"});
  }
}

void check_calls(std::vector<Violation>& violations, const SourceFile& file, const std::string& code) {
  for (const auto& call : k_calls) {
    find_all(violations, file, code, call.text, true, "call",
             "`" + std::string(call.text) + "`: use " + std::string(call.instead));
  }
  if (file.path == "src/main.cpp") return;
  for (const std::string_view exit : {"exit(", "quick_exit("}) {
    find_all(violations, file, code, exit, true, "call",
             "nobody below main may end the process: return an Error");
  }
  // After fork the child has no other way out than _exit; that is platform's affair.
  if (starts_with(file.path, "platform/")) return;
  for (const std::string_view exit : {"_exit(", "_Exit("}) {
    find_all(violations, file, code, exit, true, "call",
             "nobody below main may end the process: return an Error");
  }
}

}  // namespace

std::string display(const std::vector<Violation>& violations) {
  std::string text;
  for (const auto& violation : violations) {
    const auto line = violation.line == 0 ? std::string() : ":" + std::to_string(violation.line);
    text += violation.path + line + ": " + violation.rule + ": " + violation.what + "\n";
  }
  return text;
}

std::vector<Violation> check_file(const SourceFile& file) {
  std::vector<Violation> violations;
  check_length(violations, file);
  if (!is_cpp(file.path)) return violations;

  const auto text = blank_out(file.text);
  const bool in_src = starts_with(file.path, "src/");
  const bool in_platform = starts_with(file.path, "platform/");
  for (auto& violation : check_includes(file, text.code_and_strings))
    violations.push_back(std::move(violation));
  if (!in_platform) {
    for (const auto macro : k_os_macros) {
      find_all(violations, file, text.code, macro, true, "os-macro",
               "`" + std::string(macro) + "`: what differs by system lives in platform/, chosen by CMake");
    }
  }
  if (in_src) {
    const auto lower = to_lower(text.code_and_strings);
    for (const auto name : k_names) {
      find_all(violations, file, lower, name, false, "name",
               "`" + std::string(name) + "` belongs into recipes/");
    }
  }
  if (in_src || in_platform) check_calls(violations, file, text.code);
  return violations;
}

std::vector<Violation> check_top_level(const std::vector<std::string>& names) {
  std::vector<Violation> violations;
  for (const auto& name : names) {
    const bool known = std::find(k_top_level.begin(), k_top_level.end(), name) != k_top_level.end();
    const bool made_by_a_build = starts_with(name, "build") && ends_with(name, "/");
    if (known || made_by_a_build || starts_with(name, ".")) continue;
    violations.push_back({name, 0, "top-level",
                          "not in the design: a folder has to be one of src, recipes, "
                          "platform, tests and docs"});
  }
  return violations;
}

}  // namespace ftenv::structure

#include "engine/toolchain/relocation.hpp"

#include <algorithm>
#include <cctype>
#include <functional>
#include <iterator>

#include "base/files.hpp"
#include "base/text.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_largest_script = 1u << 20;

bool ends_word(char character) {
  return std::string_view(" \t\n\r'\"=,;").find(character) != std::string_view::npos;
}

bool is_path_character(char character) {
  return std::isalnum(static_cast<unsigned char>(character)) || character == '_' || character == '-' ||
         character == '.' || character == '/' || character == '+';
}

// Whether a path can begin at `at`: nothing of a path stands before it but perhaps the name of an option,
// as in `-L/install/lib`.
bool begins_path(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  // `$(srcdir)/install`
  if (text[at - 1] == ')' || text[at - 1] == '}') return false;
  if (!is_path_character(text[at - 1])) return true;
  const bool option =
      at >= 2 && std::isalpha(static_cast<unsigned char>(text[at - 1])) && text[at - 2] == '-';
  return option && (at == 2 || !is_path_character(text[at - 3]));
}

std::string replace_prefix(std::string_view text, const std::string& from, const std::string& to) {
  std::string result;
  std::size_t done = 0;
  for (std::size_t at = text.find(from); at != std::string_view::npos; at = text.find(from, at)) {
    const std::size_t end = at + from.size();
    const bool whole = end == text.size() || text[end] == '/' || !is_path_character(text[end]);
    if (whole && begins_path(text, at)) {
      result += text.substr(done, at - done);
      result += to;
      done = end;
    }
    at = end;
  }
  return result += text.substr(done);
}

// "clang", "/tools/llvm/bin/clang++", "aarch64-linux-gnu-gcc" → what stands for it, or nothing.
const std::string* other_program(std::string_view word, const std::map<std::string, std::string>& programs) {
  if (word.empty() || word.front() == '-' || contains(word, "$")) return nullptr;
  const std::size_t slash = word.rfind('/');
  if (slash != std::string_view::npos && word.front() != '/') return nullptr;
  const std::string name(slash == std::string_view::npos ? word : word.substr(slash + 1));
  auto found = programs.find(name);
  if (found == programs.end() && contains(name, "-")) found = programs.find(name.substr(name.rfind('-') + 1));
  return found == programs.end() ? nullptr : &found->second;
}

std::string replace_words(std::string_view text, const Relocation& relocation) {
  const std::vector<std::string>& flags = relocation.foreign_flags;
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    if (ends_word(text[at])) {
      result += text[at++];
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && !ends_word(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    if (const std::string* other = other_program(word, relocation.programs)) {
      result += *other;
    } else {
      result += word;
    }
    at = end;
  }
  for (const std::string& flag : flags) {
    for (std::size_t at = result.find(flag); at != std::string::npos; at = result.find(flag, at)) {
      const std::size_t end = at + flag.size();
      const bool whole =
          (at == 0 || ends_word(result[at - 1])) && (end == result.size() || ends_word(result[end]));
      if (!whole) {
        at = end;
        continue;
      }
      // With one of the blanks around it.
      const bool blank = end < result.size() && result[end] == ' ';
      result.erase(at, flag.size() + (blank ? 1 : 0));
    }
  }
  return result;
}

bool is_file(const fs::path& path) {
  FsError ignored;
  return fs::symlink_status(path, ignored).type() == fs::regular_file;
}

void add_matching(const fs::path& directory, const std::function<bool(const std::string&)>& matches,
                  std::vector<fs::path>& files) {
  FsError error;
  for (fs::directory_iterator at(directory, error), end; !error && at != end; at.increment(error)) {
    if (is_file(at->path()) && matches(at->path().filename().string())) files.push_back(at->path());
  }
}

bool is_script(const fs::path& path) {
  FsError ignored;
  if (fs::file_size(path, ignored) > k_largest_script) return false;
  const auto text = read_text(path, k_largest_script);
  return text && starts_with(*text, "#!");
}

// python-config and the like stay executable.
Status rewrite(const fs::path& path, const std::string& text) {
  FsError error;
  const fs::perms mode = fs::status(path, error).permissions();
  FTENV_CHECK(write_text_atomically(path, text));
  fs::permissions(path, mode, error);
  if (error) return fail(file_error(error, "set the mode of", path));
  return {};
}

// __pycache__/_sysconfigdata_t_linux_….cpython-314t.pyc would be stale.
Status remove_compiled(const fs::path& source) {
  if (source.extension() != ".py") return {};
  const std::string stem = source.stem().string() + ".";
  std::vector<fs::path> compiled;
  add_matching(
      source.parent_path() / "__pycache__", [&](const std::string& name) { return starts_with(name, stem); },
      compiled);
  for (const fs::path& path : compiled) FTENV_CHECK(remove_tree(path));
  return {};
}

}  // namespace

std::string relocate_text(std::string_view text, const Relocation& relocation) {
  std::string moved = replace_prefix(text, relocation.old_prefix, relocation.new_prefix);
  if (relocation.programs.empty() && relocation.foreign_flags.empty()) return moved;
  return replace_words(moved, relocation);
}

std::vector<fs::path> files_to_relocate(const fs::path& root) {
  std::vector<fs::path> files;
  FsError error;
  for (fs::directory_iterator at(root / "lib", error), end; !error && at != end; at.increment(error)) {
    if (!starts_with(at->path().filename().string(), "python")) continue;
    add_matching(
        at->path(),
        [](const std::string& name) {
          return starts_with(name, "_sysconfigdata_") || starts_with(name, "_sysconfig_vars_") ||
                 name == "build-details.json";
        },
        files);
    FsError inner;
    for (fs::directory_iterator in(at->path(), inner), last; !inner && in != last; in.increment(inner)) {
      if (!starts_with(in->path().filename().string(), "config-")) continue;
      add_matching(
          in->path(),
          [](const std::string& name) { return name == "Makefile" || name == "python-config.py"; }, files);
    }
  }
  add_matching(
      root / "lib" / "pkgconfig", [](const std::string& name) { return ends_with(name, ".pc"); }, files);
  std::vector<fs::path> programs;
  add_matching(
      root / "bin", [](const std::string&) { return true; }, programs);
  std::copy_if(programs.begin(), programs.end(), std::back_inserter(files), is_script);
  std::sort(files.begin(), files.end());
  return files;
}

Status relocate_tree(const fs::path& root, const Relocation& relocation) {
  for (const fs::path& file : files_to_relocate(root)) {
    FTENV_TRY(const std::string text, read_text(file));
    const std::string relocated = relocate_text(text, relocation);
    if (relocated == text) continue;
    FTENV_CHECK(rewrite(file, relocated));
    FTENV_CHECK(remove_compiled(file));
  }
  return {};
}

}  // namespace ftenv

#include "inspect/path_glob.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"

namespace ftenv {
namespace {

// The length of the class that begins at pattern[0] == '[', 0 where it never ends.
std::size_t class_length(std::string_view pattern) {
  const std::size_t first = pattern.size() > 1 && pattern[1] == '!' ? 2 : 1;
  const std::size_t close = pattern.find(']', first + 1);
  return close == std::string_view::npos ? 0 : close + 1;
}

bool class_matches(std::string_view inside, char c) {
  const bool negated = starts_with(inside, "!");
  if (negated) inside.remove_prefix(1);
  bool found = false;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (i + 2 < inside.size() && inside[i + 1] == '-') {
      found = found || (inside[i] <= c && c <= inside[i + 2]);
      i += 2;
    } else {
      found = found || inside[i] == c;
    }
  }
  return found != negated;
}

std::vector<fs::path> folders_in(const fs::path& directory) {
  std::vector<fs::path> folders;
  for (const fs::path& entry : entries_of(directory)) {
    FsError ignored;
    if (fs::is_directory(entry, ignored)) folders.push_back(entry);
  }
  return folders;
}

void expand(const fs::path& at, const std::vector<std::string>& parts, std::size_t next,
            std::vector<fs::path>& found) {
  if (next == parts.size()) {
    found.push_back(at);
    return;
  }
  const std::string& part = parts[next];
  if (part == "**") {
    expand(at, parts, next + 1, found);
    for (const fs::path& folder : folders_in(at)) {
      FsError error;
      if (!fs::is_symlink(folder, error)) expand(folder, parts, next, found);  // a loop of links ends here
    }
  } else if (is_glob(part)) {
    for (const fs::path& folder : folders_in(at)) {
      if (matches_glob(part, folder.filename().string())) expand(folder, parts, next + 1, found);
    }
  } else {
    FsError error;
    const fs::path folder = (at / part).lexically_normal();
    if (fs::is_directory(folder, error)) expand(folder, parts, next + 1, found);
  }
}

}  // namespace

bool is_glob(std::string_view pattern) {
  return pattern.find_first_of("*?[") != std::string_view::npos;
}

bool matches_glob(std::string_view pattern, std::string_view name) {
  // Where to go on when what follows the last '*' does not fit: one character further.
  std::string_view after_star;
  std::string_view star_at;
  bool star = false;
  while (true) {
    std::size_t used = 0;
    bool fits = false;
    if (!pattern.empty() && pattern[0] == '*') {
      star = true;
      after_star = pattern.substr(1);
      star_at = name;
      pattern = after_star;
      continue;
    }
    if (name.empty() && pattern.empty()) return true;
    if (!name.empty() && !pattern.empty()) {
      used = 1;
      if (const std::size_t length = pattern[0] == '[' ? class_length(pattern) : 0; length > 0) {
        used = length;
        fits = class_matches(pattern.substr(1, length - 2), name[0]);
      } else {
        fits = pattern[0] == '?' || pattern[0] == name[0];
      }
    }
    if (fits) {
      pattern.remove_prefix(used);
      name.remove_prefix(1);
    } else if (star && !star_at.empty()) {
      star_at.remove_prefix(1);
      name = star_at;
      pattern = after_star;
    } else {
      return false;
    }
  }
}

std::vector<fs::path> expand_glob(const fs::path& base, const std::string& pattern) {
  std::vector<std::string> parts;
  for (std::string& part : split(pattern, '/')) {
    if (!part.empty() && part != ".") parts.push_back(std::move(part));
  }
  std::vector<fs::path> found;
  expand(base, parts, 0, found);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace ftenv

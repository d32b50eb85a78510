#include "inspect/project/nearby_projects.hpp"

#include <algorithm>
#include <deque>

#include "base/text.hpp"
#include "inspect/project/project_files.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_most_folders = 400;
constexpr std::size_t k_most_found = 3;
constexpr int k_deepest = 3;

bool is_worth_a_look(const fs::path& folder) {
  FsError error;
  const std::string name = folder.filename().string();
  return fs::is_directory(fs::symlink_status(folder, error)) && !starts_with(name, ".") && name != "target" &&
         name != "node_modules";
}

std::vector<fs::path> folders_below(const fs::path& folder) {
  std::vector<fs::path> folders;
  FsError error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (is_worth_a_look(at->path())) folders.push_back(at->path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

}  // namespace

std::vector<fs::path> nearby_projects(const fs::path& folder) {
  for (fs::path above = folder.parent_path(); above.has_relative_path(); above = above.parent_path()) {
    if (is_file(above / "Cargo.toml") || is_file(above / "pyproject.toml")) return {above};
  }
  std::vector<fs::path> found;
  std::deque<std::pair<fs::path, int>> waiting{{folder, 0}};
  for (std::size_t seen = 0; !waiting.empty() && seen < k_most_folders && found.size() < k_most_found;
       ++seen) {
    const auto [at, depth] = waiting.front();
    waiting.pop_front();
    if (is_file(at / "Cargo.toml") && is_file(at / "pyproject.toml")) {
      found.push_back(at);
    } else if (depth < k_deepest) {
      for (fs::path& below : folders_below(at)) waiting.emplace_back(std::move(below), depth + 1);
    }
  }
  return found;
}

}  // namespace ftenv

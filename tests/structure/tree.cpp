#include "structure/tree.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/files.hpp"

namespace ftenv::structure {
namespace {

constexpr std::array<std::string_view, 6> k_extensions = {".cpp", ".hpp", ".h", ".py", ".sh", ".cmake"};

// A project's Rust build and venv are not ours to judge.
constexpr std::array<std::string_view, 3> k_not_ours = {"target", ".venv", "__pycache__"};

template <class Names>
bool is_one_of(const Names& names, const fs::path& name) {
  return std::find(names.begin(), names.end(), name.string()) != names.end();
}

}  // namespace

Result<std::vector<SourceFile>> read_sources(const fs::path& root) {
  std::vector<SourceFile> files;
  for (const auto* folder : {"src", "platform", "tests"}) {
    FsError error;
    fs::recursive_directory_iterator at(root / folder, error);
    if (error == boost::system::errc::no_such_file_or_directory) continue;
    if (error) return fail(file_error(error, "read", root / folder));
    while (at != fs::recursive_directory_iterator()) {
      const auto path = at->path();
      if (is_one_of(k_not_ours, path.filename())) {
        at.disable_recursion_pending();
      } else if (is_one_of(k_extensions, path.extension()) && fs::is_regular_file(path, error)) {
        FTENV_TRY(auto text, read_text(path));
        files.push_back({path.lexically_relative(root).generic_string(), std::move(text)});
      }
      at.increment(error);
      if (error) return fail(file_error(error, "read", path));
    }
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

Result<std::vector<Violation>> check_tree(const fs::path& root) {
  FsError error;
  std::vector<std::string> names;
  for (fs::directory_iterator at(root, error), end; !error && at != end; at.increment(error)) {
    names.push_back(at->path().filename().string() + (fs::is_directory(at->status()) ? "/" : ""));
  }
  if (error) return fail(file_error(error, "read", root));
  std::sort(names.begin(), names.end());
  auto violations = check_top_level(names);
  FTENV_TRY(const auto files, read_sources(root));
  for (const auto& file : files) {
    for (auto& violation : check_file(file)) violations.push_back(std::move(violation));
  }
  return violations;
}

}  // namespace ftenv::structure

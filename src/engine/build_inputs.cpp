#include "engine/build_inputs.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

bool is_output(const fs::directory_entry& entry) {
  const std::string name = entry.path().filename().string();
  if (starts_with(name, ".") || name == "target" || name == "__pycache__" || name == "node_modules")
    return true;
  for (const char* suffix : {".so", ".pyd", ".dylib", ".pyc"}) {
    if (ends_with(name, suffix)) return true;
  }
  FsError ignored;
  return fs::is_regular_file(entry.path() / "pyvenv.cfg", ignored);
}

Status add_tree(const fs::path& root, std::vector<std::string>& lines) {
  std::vector<fs::path> pending = {root};
  while (!pending.empty()) {
    const fs::path directory = pending.back();
    pending.pop_back();
    FsError error;
    fs::directory_iterator entries(directory, error);
    if (error) return fail(file_error(error, "list", directory));
    for (const fs::directory_entry& entry : entries) {
      if (is_output(entry)) continue;
      const fs::file_status status = entry.symlink_status(error);
      if (error) return fail(file_error(error, "look at", entry.path()));
      if (status.type() == fs::symlink_file) {
        lines.push_back(entry.path().string() + " -> " + fs::read_symlink(entry.path(), error).string());
      } else if (status.type() == fs::directory_file) {
        pending.push_back(entry.path());
      } else if (status.type() == fs::regular_file) {
        FTENV_TRY(const std::string digest, sha256_of_file(entry.path()));
        lines.push_back(entry.path().string() + " " + digest);
      }
    }
  }
  return {};
}

}  // namespace

Result<std::string> digest_of_inputs(const std::vector<fs::path>& roots,
                                     const std::vector<std::string>& facts) {
  std::vector<std::string> lines;
  for (const fs::path& root : roots) FTENV_CHECK(add_tree(root, lines));
  std::sort(lines.begin(), lines.end());
  lines.insert(lines.end(), facts.begin(), facts.end());
  return sha256_of(join(lines, "\n"));
}

}  // namespace ftenv

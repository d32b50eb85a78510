#include "inspect/native/elf_needs.hpp"

#include <fstream>
#include <optional>

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "inspect/native/elf_file.hpp"

namespace ftenv {
namespace {

bool begins_like_elf(const fs::path& file) {
  std::ifstream stream = os_files::input_stream(file);
  char start[k_elf_magic.size()] = {};
  return stream.read(start, sizeof start) && std::string_view(start, sizeof start) == k_elf_magic;
}

Status look_at(const fs::path& file, std::optional<Version>& highest) {
  if (!begins_like_elf(file)) return {};
  FTENV_TRY(const std::optional<Version> needed, glibc_of_file(file));
  if (needed && (!highest || *highest < *needed)) highest = needed;
  return {};
}

// "2.34", not "2.34.0": so it is written everywhere.
std::string text_of(const std::optional<Version>& version) {
  if (!version) return {};
  return version->patch == 0 ? version->series() : version->text();
}

}  // namespace

Result<std::string> glibc_needed_by(std::string_view bytes, const std::string& name) {
  FTENV_TRY(const std::optional<Version> needed, glibc_of_bytes(bytes, name));
  return text_of(needed);
}

Result<std::string> glibc_needed(const fs::path& tree) {
  std::optional<Version> highest;
  FsError error;
  const fs::file_status status = fs::symlink_status(tree, error);
  if (error) return fail(file_error(error, "look at", tree));
  if (fs::is_regular_file(status)) {
    FTENV_CHECK(look_at(tree, highest));
    return text_of(highest);
  }
  fs::recursive_directory_iterator at(tree, error);
  for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    FsError ignored;
    if (fs::is_regular_file(at->symlink_status(ignored))) FTENV_CHECK(look_at(at->path(), highest));
  }
  if (error) return fail(file_error(error, "read", tree));
  return text_of(highest);
}

}  // namespace ftenv

// Whole-file reads and writes, temporary directories and publication by rename.
//
// Nothing here is ever visible half-made: a write goes to a sibling and is renamed over the target, a
// directory is staged and published. Errors carry the path and the system's reason; ENOSPC and EDQUOT
// become ErrorCode::disk, EACCES, EPERM and EROFS ErrorCode::permission.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"

namespace ftenv {

// The error for a failed file operation: `doing` is a verb phrase such as "write".
Error file_error(const FsError& reason, std::string_view doing, const fs::path& path);

// The whole file as bytes. Refuses more than `limit_bytes`, so that a device or a huge log can't fill
// the memory.
Result<std::string> read_text(const fs::path& path, std::uintmax_t limit_bytes = 64u << 20);

// Replaces `path` in one step, or leaves it as it was. Parent directories must exist.
Status write_text_atomically(const fs::path& path, std::string_view text);

// Removes what write_text_atomically leaves in `folder` when its process is killed. Only where nobody else
// is writing: theirs would go as well.
void remove_cut_off_writes(const fs::path& folder);

Status make_directories(const fs::path& path);

// What is in a folder, sorted; nothing where it can't be read or is none.
std::vector<fs::path> entries_of(const fs::path& folder);

// Removes a tree of ours. Never follows a symbolic link; something that is not there is a success.
Status remove_tree(const fs::path& path);

// Renames a staged file or directory to its final name. Both must lie on one file system. Fails when
// `target` exists, because what is published is never overwritten.
Status publish(const fs::path& staged, const fs::path& target);

// Can this user create files in `directory`, or, where it does not exist, in its nearest existing
// parent? Asked by access(2), not by mode bits: root on a read-only mount is told no.
bool is_writable(const fs::path& directory);

// Bytes free for this user on the file system of the nearest existing parent of `path`.
Result<std::uintmax_t> free_space_bytes(const fs::path& path);

// Absolute and lexically normal ("/a/b/../c" is "/a/c"); does not ask the disk and keeps links.
fs::path absolute_normal(const fs::path& path, const fs::path& base);

// A fresh directory that is removed with everything in it, unless `release` was called.
class TempDir {
 public:
  // Creates PARENT/PREFIX-XXXXXXXX; PARENT is created too.
  static Result<TempDir> create(const fs::path& parent, std::string_view prefix);
  TempDir(TempDir&& other) noexcept;
  TempDir& operator=(TempDir&& other) noexcept;
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  ~TempDir();

  const fs::path& path() const { return m_path; }
  // The caller owns the directory from now on.
  fs::path release();

 private:
  explicit TempDir(fs::path path) : m_path(std::move(path)) {}
  fs::path m_path;
};

}  // namespace ftenv

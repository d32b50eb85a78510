// A lock between ftenv processes, on a file that also says who holds it.
//
// Released by the system when the holder dies, however it dies. The file goes with the lock; one that a
// killed holder left is harmless.
#pragma once

#include <optional>
#include <utility>

#include "base/fs.hpp"
#include "base/result.hpp"

namespace ftenv {

enum class LockKind {
  exclusive,  // nobody else
  shared      // others who share it, and nobody who wants it alone
};

class FileLock {
 public:
  // nullopt: somebody else holds it. Creates the file and its parents. Errors: permission, disk.
  static Result<std::optional<FileLock>> try_acquire(const fs::path& path,
                                                     LockKind kind = LockKind::exclusive);
  // The pid written by the holder (of several the last), 0 where unknown. Only for telling people.
  static long holder(const fs::path& path);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

 private:
  FileLock(int descriptor, fs::path path) : m_descriptor(descriptor), m_path(std::move(path)) {}
  int m_descriptor = -1;
  fs::path m_path;
};

}  // namespace ftenv

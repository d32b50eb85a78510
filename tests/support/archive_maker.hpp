// Archives as a test wants them, hostile ones included. The one file of the tests with libarchive in it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/fs.hpp"

namespace ftenv::test {

struct ArchiveEntry {
  enum Kind { file, directory, symlink, hard_link, fifo, device };
  std::string path;
  Kind kind = file;
  std::string content = {};  // of a file; the target of a link
  unsigned mode = 0644;
  std::int64_t modified = 1'000'000'000;
};

enum class ArchiveFormat { tar, tar_gz, tar_bz2, tar_xz, tar_zst, zip };

// Throws std::runtime_error, which fails the test, when libarchive can't write it.
void make_archive(const fs::path& path, const std::vector<ArchiveEntry>& entries,
                  ArchiveFormat format = ArchiveFormat::tar_gz);

// Any bytes, compressed; not for zip.
void make_compressed(const fs::path& path, const std::string& bytes, ArchiveFormat format);

}  // namespace ftenv::test

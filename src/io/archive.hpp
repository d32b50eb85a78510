// Unpacking of archives that nobody vouches for yet. libarchive is included in archive.cpp only.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/fs.hpp"
#include "base/result.hpp"

namespace ftenv {

struct ExtractLimits {
  std::uintmax_t entries = 200'000;
  std::uintmax_t bytes = 4ull << 30;   // unpacked
  double ratio = 200.0;                // unpacked to packed
};

struct ExtractOptions {
  bool strip_top_directory = true;     // all entries must share it; "Python-3.14.8/"
  ExtractLimits limits;
  std::function<bool()> cancelled;     // asked between blocks
};

// Unpacks a tar (gz, xz, zst, bz2) or zip into `directory`, which must not exist or be empty. Only
// files, directories and links that stay inside; no setuid; ownership is ours. On an error the
// directory is left to the caller to remove. Errors: archive, disk, interrupted.
Status extract_archive(const fs::path& archive, const fs::path& directory, const ExtractOptions& options);

// Reads the archive to its end and throws the bytes away: is it one, and is it whole? Errors: archive,
// which says what the file looks like instead (such as HTML), or that it is cut off.
Status test_archive(const fs::path& archive);

// The bytes of the first entry whose path below the top directory is `member` ("Include/patchlevel.h").
// Errors: archive when the file is not an archive (says what it looks like, such as HTML), is damaged
// before that member, or has none.
Result<std::string> read_archive_member(const fs::path& archive, std::string_view member,
                                        std::uintmax_t limit_bytes = 1u << 20);

}  // namespace ftenv

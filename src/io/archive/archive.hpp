// Unpacking of archives that nobody vouches for yet.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "io/archive/archive_file.hpp"

namespace ftenv {

struct ExtractLimits {
  std::uintmax_t entries = 200'000;
  std::uintmax_t bytes = 4ull << 30;  // unpacked
  double ratio = 200.0;               // unpacked to packed; of a stream, to what came so far
};

struct ExtractOptions {
  bool strip_top_directory = true;  // all entries must share it; "Python-3.14.8/"
  ExtractLimits limits;
  std::function<bool()> cancelled;  // asked between blocks
  // Which entries are made (unset: all), asked with the components below the top directory. What is passed
  // over counts for the limits and must have a decent name all the same.
  std::function<bool(const std::vector<std::string>& path_below_top)> wanted;
};

// Makes `directory`, which must not exist or be empty. Errors: disk, permission, internal.
Status make_empty_directory(const fs::path& directory);

// Unpacks a tar (gz, xz, zst, bz2) or zip into `directory`, which must not exist or be empty. Only
// files, directories and links that stay inside; no setuid; ownership is ours. On an error the
// directory is left to the caller to remove. Errors: archive, disk, interrupted.
Status extract_archive(const fs::path& archive, const fs::path& directory, const ExtractOptions& options);

// The same while the bytes come; no zip. `name` is for messages. Errors of the source are passed on.
Status extract_archive(ByteSource& archive, const std::string& name, const fs::path& directory,
                       const ExtractOptions& options);

// Reads the archive to its end, within the limits, and throws the bytes away: is it one, and is it whole?
// Errors: interrupted; archive, which says what the file looks like instead (such as HTML), that it is cut
// off, or that far too much comes out of it.
Status test_archive(const fs::path& archive, const ExtractOptions& options = {});

// The bytes of the first entry whose path below the top directory is `member` ("Include/patchlevel.h").
// Errors: archive when the file is not an archive (says what it looks like, such as HTML), is damaged
// before that member, or has none.
Result<std::string> read_archive_member(const fs::path& archive, std::string_view member,
                                        std::uintmax_t limit_bytes = 1u << 20);

}  // namespace ftenv

// The last bytes of a pack: a skippable frame of zstd with the SHA-256 of all that stands before it.
//
//   57 2a 4d 18 | 51 00 00 00 | "ftenv pack seal\n" | 64 hexadecimal digits | "\n"
//
// zstd and tar read over it. It is there because a decompressor doesn't see every flipped bit (a reserved
// one, one of a header that means the same either way), and because its own checksum ends before the seal.
#pragma once

#include <string>
#include <string_view>

#include "base/fs.hpp"
#include "base/result.hpp"

namespace ftenv {

// For what has this SHA-256 (64 digits).
std::string pack_seal(std::string_view sha256);

// Is there a seal at the end of the file, be it a damaged one or one with something behind it? Error: disk.
Result<bool> has_trace_of_seal(const fs::path& file);

// Reads the whole file. Errors: checksum, when there is no seal (the end is missing, or something was
// appended) or a byte was changed since; disk.
Status check_pack_seal(const fs::path& file);

}  // namespace ftenv

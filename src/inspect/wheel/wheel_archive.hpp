// What is in a wheel: one pass over the archive, nothing is unpacked. Digests of all files, the texts of its
// .dist-info, what its native files are. A hostile archive costs a bounded time and memory.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "inspect/native/native_file.hpp"

namespace ftenv {

struct WheelMember {
  std::string path;
  std::uintmax_t size = 0;
  std::string sha256;  // 64 hexadecimal digits
};

struct WheelNative {
  std::string path;
  NativeFile file;      // of what could not be read: `format` only
  std::string problem;  // why it could not be read; empty: it could
};

struct WheelContents {
  std::vector<WheelMember> members;          // files, in the archive's order
  std::map<std::string, std::string> texts;  // path → bytes of METADATA, WHEEL and RECORD
  std::vector<WheelNative> natives;          // libraries and programs
  std::vector<std::string> unsafe;           // paths that may not be unpacked, links
  std::vector<std::string> doubled;          // paths that are there more than once
  std::optional<Error> damage;               // reading ended here: what is above may be incomplete
  std::string dist_info;                     // "PyYAML-6.0.3.dist-info", the first one; empty: there is none

  const std::string* text(const std::string& name) const;  // of `dist_info`; nullptr where it is not there
};

// Errors: what opening a file can fail with. A file that is no archive, or a damaged one, is `damage`.
Result<WheelContents> read_wheel_archive(const fs::path& file);

}  // namespace ftenv

// What the fuzz targets share. A property that does not hold ends the process, which libFuzzer reports
// with the input.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include "base/fs.hpp"

namespace ftenv::fuzz {

inline void must(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what.c_str());
  std::abort();
}

// fuzz.sh sees to it that this lies in memory where it can: thousands of small files are made a second.
inline fs::path temporary_folder() {
  const fs::path folder = fs::temp_directory_path() / fs::unique_path("room-%%%%%%%%");
  FsError error;
  must(fs::create_directories(folder, error), "the folder can be made");
  return folder;
}

inline void write_file(const fs::path& path, std::string_view bytes) {
  std::ofstream file(path.string(), std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

// Messages are shown on terminals.
inline void must_be_printable(const std::string& message) {
  for (const char c : message)
    must(c == '\n' || static_cast<unsigned char>(c) >= 0x20, "a message is printable");
}

}  // namespace ftenv::fuzz

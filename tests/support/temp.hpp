// A directory for one test, and whole files in it. For tests of what stands above base's files.
#pragma once

#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "base/files.hpp"
#include "support/catch.hpp"

namespace ftenv::test {

class TestDir {
 public:
  TestDir() {
    auto made = TempDir::create(fs::temp_directory_path(), "ftenv-test");
    REQUIRE(made);
    m_dir.emplace(std::move(*made));
  }
  const fs::path& path() const { return m_dir->path(); }
  fs::path operator/(const fs::path& name) const { return m_dir->path() / name; }

 private:
  std::optional<TempDir> m_dir;
};

// Parents are made. Not with write_text_atomically, which waits for the disk each time.
inline void write_file(const fs::path& path, std::string_view text) {
  REQUIRE(make_directories(path.parent_path()));
  std::ofstream file(path.string(), std::ios::binary | std::ios::trunc);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  REQUIRE(file);
}

inline std::string read_file(const fs::path& path) {
  auto text = read_text(path);
  INFO(path.string());
  REQUIRE(text);
  return *text;
}

// The message, its context and its hints, for tests of what a reader sees.
inline std::string full_text(const Error& error) {
  std::string text = error.message;
  for (const std::string& line : error.context) text += "\n" + line;
  for (const std::string& hint : error.hints) text += "\nhint: " + hint;
  return text;
}

}  // namespace ftenv::test

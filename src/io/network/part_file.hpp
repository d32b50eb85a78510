// The unfinished file of a download: what was received so far, and its digest, kept in step.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/fs.hpp"
#include "base/os_files.hpp"
#include "base/result.hpp"
#include "io/archive/growing_file.hpp"
#include "io/digest.hpp"

namespace ftenv {

class PartFile {
 public:
  // Reads what is at `path` into the digest; starts anew if it is larger than `size_limit`, no regular file,
  // or not to be kept. Without a byte there is no file: a server that can't be reached leaves nothing behind.
  // The caller holds the lock on it.
  static Result<PartFile> open(const fs::path& path, bool keep, std::uintmax_t size_limit);

  std::uintmax_t size() const { return m_size; }
  std::string sha256() const { return m_digest.hex_so_far(); }
  const std::string& head() const { return m_head; }  // of what was appended, up to 512 bytes

  // Tells `watch` of what is here, and from now on of what comes and goes.
  Status feed(GrowingFile& watch);
  Status append(std::string_view bytes);
  Status start_anew();
  // Closes the part and renames it. Nothing else may be called afterwards.
  Status publish_as(const fs::path& target);
  Status discard();

 private:
  explicit PartFile(fs::path path) : m_path(std::move(path)) {}

  Status open_file();

  fs::path m_path;
  bool m_is_open = false;
  os_files::OutputFile m_file;
  Sha256 m_digest;
  std::string m_head;
  std::uintmax_t m_size = 0;
  GrowingFile* m_watch = nullptr;
};

}  // namespace ftenv

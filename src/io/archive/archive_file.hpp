// Archives as a sequence of members: a thin skin over libarchive, which is included in archive_file.cpp
// only. Nothing is judged here: what may be unpacked is decided in archive.cpp and archive_tree.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "io/archive/byte_source.hpp"

namespace ftenv {

struct ArchiveMember {
  enum Kind { file, directory, symlink, hard_link, other };
  std::string path;  // as it stands in the archive: any bytes, or none
  Kind kind = file;
  std::optional<std::string> target;     // of a link; of a hard link a path in the archive
  unsigned mode = 0644;                  // permission bits, setuid and its kin included
  std::optional<std::int64_t> modified;  // seconds since 1970
  std::optional<std::uintmax_t> size;    // of a file; not every format says so before its bytes
};

// One pass over a tar (gz, bz2, xz, zst) or, from a file, a zip. The thread needs an os_files::Utf8Thread
// while it reads. After an error it must not be used any more. Errors: archive, those of the source.
class ArchiveReader {
 public:
  static Result<ArchiveReader> open(const fs::path& file);
  // `source` must outlive the reader; `name` is for messages. A zip can't be read so: its directory is last.
  static Result<ArchiveReader> open(ByteSource& source, std::string name);
  ArchiveReader(ArchiveReader&&) noexcept;
  ArchiveReader& operator=(ArchiveReader&&) noexcept;
  ~ArchiveReader();

  // The next member, nothing at the end. An archive without one is an error.
  Result<std::optional<ArchiveMember>> next();
  // Up to `size` bytes of the current member, 0 at its end.
  Result<std::size_t> read(char* buffer, std::size_t size);
  // The size of the archive; of a source, what was read of it so far.
  std::uintmax_t packed_bytes() const;

 private:
  struct State;
  explicit ArchiveReader(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

// Makes a .tar.zst: POSIX tar, with pax headers only where a name or a size does not fit, owner 0 and no
// names of owners. The same calls give the same bytes. Not closed, it is no archive.
class ArchiveWriter {
 public:
  using Sink = std::function<Status(std::string_view)>;
  // `sink` gets the packed bytes in order. `level` is zstd's, 1 to 19.
  static Result<ArchiveWriter> create(Sink sink, int level);
  ArchiveWriter(ArchiveWriter&&) noexcept;
  ArchiveWriter& operator=(ArchiveWriter&&) noexcept;
  ~ArchiveWriter();

  // Of a file exactly `size` bytes have to follow. Errors of the sink; archive.
  Status add(const ArchiveMember& member);
  Status write(std::string_view bytes);
  Status close();

 private:
  struct State;
  explicit ArchiveWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

}  // namespace ftenv

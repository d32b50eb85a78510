// A download as it comes, for one reader on another thread. The reader waits for bytes that are not there
// yet and reads them from the part file by a descriptor of its own: they are in memory once, in the system's
// cache. Every function may be called from any thread.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

#include "base/fs.hpp"
#include "base/os_files.hpp"
#include "base/result.hpp"
#include "io/archive/byte_source.hpp"

namespace ftenv {

class GrowingFile {
 public:
  // For the downloader. The first `size` bytes of `file` are there and won't change. Far ahead of a reader
  // it takes a millisecond: the processor is of more use to the one who is behind. Errors: disk.
  Status grow(const fs::path& file, std::uintmax_t size);
  // What was there is void. To be called before the file is removed or written over.
  void restart();
  // Everything is there, and it is what was wanted.
  void finish();
  // Why the reader can't go on, if it can't: there is no use in downloading more.
  std::optional<Error> refusal() const;

  // For the reader. Nothing more will come, whatever was announced: its reads end at once, with an error
  // unless the file was finished.
  void close();
  void refuse(Error why);
  bool is_finished() const;

 private:
  friend class GrowingFileReader;

  mutable std::mutex m_mutex;
  std::condition_variable m_changed;
  std::uint64_t m_generation = 0;  // one more with each restart
  std::shared_ptr<const os_files::InputFile> m_file;
  std::uintmax_t m_size = 0;
  std::uintmax_t m_read = 0;  // by the reader that reads now
  bool m_reading = false;
  bool m_finished = false;
  bool m_closed = false;
  std::optional<Error> m_refusal;
};

// Reads from the beginning what GrowingFile has at the time. Once the download has restarted every read is
// an error, and another reader is needed.
class GrowingFileReader : public ByteSource {
 public:
  explicit GrowingFileReader(GrowingFile& file);
  // Blocks until there are bytes. Errors: network (restarted, or closed before the end), disk.
  Result<std::size_t> read(char* buffer, std::size_t size) override;
  // Blocks until the download is at an end or has restarted. Is there a new beginning to read?
  bool wait_for_restart();

 private:
  GrowingFile& m_file;
  const std::uint64_t m_generation;
  std::uintmax_t m_offset = 0;
};

}  // namespace ftenv

// What Boost.Filesystem has no word for: exclusive creation, a flush to the disk, reading at a place,
// access(2), and a thread's own locale.
//
// These sit here and not in platform/ because base is below it and every file that ftenv writes goes
// through them. A port to another system writes this one .cpp anew (os_files_windows.cpp); CMake chooses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <memory>
#include <string_view>

#include "base/fs.hpp"

namespace ftenv::os_files {

// A file that is open for writing. Closed by the destructor, which can't say that the close failed.
class OutputFile {
 public:
  OutputFile() = default;
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&& other) noexcept;
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();

  // Creates a file that must not exist; what the umask allows of 0666, or of 0777 if `executable`.
  FsError create(const fs::path& path, bool executable = false);
  // Opens a regular file, which is created if absent, and writes after its first `keep` bytes. Never
  // through a link.
  FsError open_after(const fs::path& path, std::uintmax_t keep);
  FsError write(std::string_view bytes);
  FsError set_modified(std::int64_t seconds);  // since 1970
  FsError sync();
  FsError close();

 private:
  int m_descriptor = -1;
};

// A regular file that is open for reading at any place, by any thread. It stays readable when its name is
// gone.
class InputFile {
 public:
  InputFile() = default;
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  ~InputFile();

  FsError open(const fs::path& path);
  // Sets `got` to how many bytes from `offset` on were read, 0 at the end.
  FsError read_at(std::uintmax_t offset, char* buffer, std::size_t size, std::size_t& got) const;

 private:
  int m_descriptor = -1;
};

// The name that the system's own calls take, however long it is: Windows wants a prefix, others nothing.
fs::path system_path(const fs::path& path);

// Opens a file to be read as bytes, of any name: as a text the name would be cut to Windows' code page.
std::ifstream input_stream(const fs::path& path);

// Renames, over what is there. Where another program may hold a file that it only looks at (a scanner on
// Windows), this waits for it, some seconds at most.
FsError replace(const fs::path& from, const fs::path& to);

// Creates `path` (it must not exist), writes `bytes` and has the system put them on the disk.
FsError write_new(const fs::path& path, std::string_view bytes);

// Gives `to` the mode of `from` and, as far as we may, its owner: a root that edits a user's file must
// not take it away from them.
FsError copy_mode_and_owner(const fs::path& from, const fs::path& to);

// May this process create entries in the existing directory?
bool may_create_in(const fs::path& directory);

// Makes this thread read and write multibyte text as UTF-8 for as long as it lives, whatever locale the
// process was started in: libarchive can't hand out names that the locale has no characters for.
class Utf8Thread {
 public:
  Utf8Thread();
  ~Utf8Thread();
  Utf8Thread(const Utf8Thread&) = delete;
  Utf8Thread& operator=(const Utf8Thread&) = delete;

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace ftenv::os_files

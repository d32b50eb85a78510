#include "inspect/native/elf_file.hpp"

#include <fstream>
#include <istream>
#include <streambuf>

#include "base/os_files.hpp"
#include "base/text.hpp"
#include "inspect/native/elf_reader.hpp"

namespace ftenv {
namespace {

// Bytes as a stream, without a copy of them.
class BytesInMemory : public std::streambuf {
 public:
  explicit BytesInMemory(std::string_view bytes) {
    char* const start = const_cast<char*>(bytes.data());  // only read: a streambuf has no other way
    setg(start, start, start + bytes.size());
  }

 protected:
  pos_type seekoff(off_type by, std::ios_base::seekdir from, std::ios_base::openmode) override {
    const off_type size = egptr() - eback();
    const off_type base = from == std::ios_base::beg   ? 0
                          : from == std::ios_base::end ? size
                                                       : gptr() - eback();
    const off_type to = base + by;
    if (to < 0 || to > size) return pos_type(off_type(-1));
    setg(eback(), eback() + to, egptr());
    return pos_type(to);
  }
  pos_type seekpos(pos_type to, std::ios_base::openmode which) override {
    return seekoff(off_type(to), std::ios_base::beg, which);
  }
};

}  // namespace

Result<ElfFile> read_elf_file(const fs::path& file) {
  std::ifstream stream = os_files::input_stream(file);
  if (!stream) return fail(ErrorCode::permission, "can't read `" + file.string() + "`");
  return read_elf(stream, file.string(), false);
}

Result<std::optional<Version>> glibc_of_file(const fs::path& file) {
  std::ifstream stream = os_files::input_stream(file);
  if (!stream) return fail(ErrorCode::permission, "can't read `" + file.string() + "`");
  FTENV_TRY(const ElfFile elf, read_elf(stream, file.string(), true));
  return elf.glibc;
}

Result<ElfFile> read_elf_bytes(std::string_view bytes, const std::string& name) {
  BytesInMemory buffer(bytes);
  std::istream stream(&buffer);
  return read_elf(stream, name, false);
}

Result<std::optional<Version>> glibc_of_bytes(std::string_view bytes, const std::string& name) {
  if (!starts_with(bytes, k_elf_magic)) return std::optional<Version>();
  BytesInMemory buffer(bytes);
  std::istream stream(&buffer);
  FTENV_TRY(const ElfFile elf, read_elf(stream, name, true));
  return elf.glibc;
}

}  // namespace ftenv

// Any bytes as an archive, from a file and from a stream: whatever comes of it, nothing appears outside, and
// nothing inside but files, folders and links that stay there.
#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "base/files.hpp"
#include "base/text.hpp"
#include "fuzz/fuzz.hpp"
#include "io/archive/archive.hpp"
#include "io/archive/pack.hpp"

namespace ftenv::fuzz {
namespace {

struct Room {
  fs::path base = temporary_folder();
  fs::path archive = base / "archive";
  fs::path out = base / "room" / "out";

  Room() {
    fs::create_directories(base / "room");
    write_file(base / "secret", "secret");
    write_file(base / "room" / "secret", "secret");
  }
  ~Room() { (void)remove_tree(base); }

  void check_outside() const {
    for (const fs::path& folder : {base, base / "room"}) {
      for (fs::directory_iterator entry(folder), end; entry != end; ++entry) {
        const std::string name = entry->path().filename().string();
        must(name == "archive" || name == "room" || name == "out" || name == "secret",
             "`" + name + "` is ours");
      }
      struct stat status {};
      must(::lstat((folder / "secret").c_str(), &status) == 0, "the secret is there");
      must(S_ISREG(status.st_mode) && status.st_nlink == 1 && status.st_size == 6, "the secret is as it was");
    }
  }

  void check_inside(const fs::path& folder) const {
    for (fs::directory_iterator entry(folder), end; entry != end; ++entry) {
      struct stat status {};
      must(::lstat(entry->path().c_str(), &status) == 0, "what is listed is there");
      if (S_ISLNK(status.st_mode)) {
        FsError circle;
        const fs::path leads_to = fs::weakly_canonical(entry->path(), circle);
        must(circle || starts_with(leads_to.string() + "/", out.string() + "/"),
             "`" + entry->path().string() + "` leads inside, not to `" + leads_to.string() + "`");
        continue;
      }
      must((status.st_mode & 07022) == 0, "no mode has setuid or lets others write");
      must(S_ISREG(status.st_mode) || S_ISDIR(status.st_mode), "everything is a file, a folder or a link");
      if (S_ISDIR(status.st_mode)) check_inside(entry->path());
    }
  }

  void check(const Status& extracted) const {
    check_outside();
    if (fs::exists(out)) check_inside(out);
    if (!extracted) {
      must_be_printable(extracted.error().message);
    } else if (const auto verified = verify_unpacked_pack(out); !verified) {
      must_be_printable(verified.error().message);
    }
    must(remove_tree(out).has_value(), "what was unpacked can be removed");
  }
};

class Bytes : public ByteSource {
 public:
  explicit Bytes(std::string_view left) : m_left(left) {}
  Result<std::size_t> read(char* buffer, std::size_t size) override {
    size = std::min({size, m_left.size(), std::size_t{1000}});
    std::memcpy(buffer, m_left.data(), size);
    m_left.remove_prefix(size);
    return size;
  }

 private:
  std::string_view m_left;
};

}  // namespace
}  // namespace ftenv::fuzz

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

// A tar whose headers have wrong checksums is refused at once: of most mutations, mend them.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  size = LLVMFuzzerMutate(data, size, max_size);
  if (seed % 8 == 0) return size;
  for (std::size_t at = 0; at + 512 <= size; at += 512) {
    std::uint8_t* const header = data + at;
    if (std::memcmp(header + 257, "ustar", 5) != 0) continue;
    std::memset(header + 148, ' ', 8);
    unsigned sum = 0;
    for (int i = 0; i < 512; ++i) sum += header[i];
    char text[8] = {};
    std::snprintf(text, sizeof text, "%06o", sum & 0777777);
    std::memcpy(header + 148, text, 7);
  }
  return size;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ftenv;
  static const fuzz::Room room;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  ExtractOptions options;
  options.limits.entries = 64;
  options.limits.bytes = 1 << 20;
  options.strip_top_directory = size % 8 != 0;
  fuzz::Bytes stream(bytes);
  room.check(extract_archive(stream, "the archive", room.out, options));
  // A zip is read from a file alone; every other format is read alike from there.
  if (size % 4 != 0 && (size < 2 || bytes.substr(0, 2) != "PK")) return 0;
  fuzz::write_file(room.archive, bytes);
  room.check(extract_archive(room.archive, room.out, options));
  (void)test_archive(room.archive);
  (void)read_pack_manifest(room.archive);
  return 0;
}

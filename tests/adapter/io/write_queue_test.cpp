#include "io/archive/write_queue.hpp"

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>

#include "base/text.hpp"
#include "io/archive/archive.hpp"
#include "support/archive_maker.hpp"
#include "support/temp.hpp"

namespace ftenv {
namespace {

using test::read_file;
using test::TestDir;

std::shared_ptr<WrittenFile> make_file(const fs::path& path) {
  const auto made = std::make_shared<WrittenFile>();
  REQUIRE_FALSE(made->file.create(path));
  made->shown_path = path.filename().string();
  return made;
}

Status write(WriteQueue& queue, const std::shared_ptr<WrittenFile>& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t size = bytes.copy(queue.room(), WriteQueue::k_room);
    FTENV_CHECK(queue.write(file, size));
    bytes.remove_prefix(size);
  }
  return {};
}

TEST_CASE("files are written in order, small and large ones") {
  const TestDir dir;
  WriteQueue queue;
  std::vector<std::string> expected;
  for (std::size_t i = 0; i < 300; ++i) {
    const auto file = make_file(dir / std::to_string(i));
    std::string all;
    for (std::size_t piece = 0; piece < i % 5; ++piece) {
      const std::string bytes(i * 331 * (piece + 1) % 300'000, static_cast<char>('a' + piece));
      REQUIRE(write(queue, file, bytes));
      all += bytes;
    }
    REQUIRE(queue.close(file, i % 2 ? std::optional<std::int64_t>(1'000'000'000) : std::nullopt));
    expected.push_back(all);
  }
  REQUIRE(queue.drain());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    INFO(i);
    CHECK(read_file(dir / std::to_string(i)) == expected[i]);
    struct stat status {};
    REQUIRE(::stat((dir / std::to_string(i)).c_str(), &status) == 0);
    CHECK((status.st_mtime == 1'000'000'000) == (i % 2 == 1));
  }
  // It goes on afterwards.
  const auto file = make_file(dir / "late");
  REQUIRE(write(queue, file, "late"));
  REQUIRE(queue.close(file, std::nullopt));
  REQUIRE(queue.drain());
  CHECK(read_file(dir / "late") == "late");
}

// No file may become larger than this: what a full disk looks like to whoever writes.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : m_handler(std::signal(SIGXFSZ, SIG_IGN)) {
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &m_before) == 0);
    const rlimit limit{bytes, m_before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &m_before);
    std::signal(SIGXFSZ, m_handler);
  }

 private:
  void (*m_handler)(int);
  rlimit m_before{};
};

TEST_CASE("an error of the disk is said at the next occasion, and stays") {
  const TestDir dir;
  WriteQueue queue;
  const auto file = make_file(dir / "f");
  const FileSizeLimit full(1000);
  REQUIRE(write(queue, file, std::string(5000, 'x')));
  for (int i = 0; i < 2; ++i) {
    const auto failed = queue.drain();
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == ErrorCode::disk);
    CHECK(contains(failed.error().message, "`f`"));
  }
  Status next;
  for (int i = 0; i < 10 && next; ++i) next = write(queue, file, std::string(1 << 20, 'x'));
  CHECK_FALSE(next);
}

TEST_CASE("a disk that becomes full while an archive is unpacked is an error of the disk") {
  const TestDir dir;
  test::make_archive(dir / "a", {{"top/small", test::ArchiveEntry::file, "x"},
                                 {"top/large", test::ArchiveEntry::file, std::string(3000, 'x')},
                                 {"top/last", test::ArchiveEntry::file, "x"}});
  const FileSizeLimit full(1000);
  const auto failed = extract_archive(dir / "a", dir / "out", {});
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == ErrorCode::disk);
  CHECK(contains(failed.error().message, "`large`"));
}

TEST_CASE("a queue that is left unwritten ends at once") {
  const TestDir dir;
  const auto file = make_file(dir / "f");
  {
    WriteQueue queue;
    REQUIRE(write(queue, file, "never handed over"));
  }
  CHECK(read_file(dir / "f").empty());
}

}  // namespace
}  // namespace ftenv

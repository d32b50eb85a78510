#include "base/files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "base/text.hpp"
#include "support/temp.hpp"

namespace ftenv {
namespace {

using test::read_file;
using test::TestDir;
using test::write_file;

std::size_t entries_in(const fs::path& directory) {
  std::size_t count = 0;
  for (fs::directory_iterator entry(directory), end; entry != end; ++entry) ++count;
  return count;
}

mode_t mode_of(const fs::path& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777;
}

// Root would be let through everywhere, so root steps back for the time of a call.
class AsNobody {
 public:
  AsNobody() {
    if (m_root) REQUIRE(::seteuid(k_nobody) == 0);
  }
  ~AsNobody() {
    if (m_root && ::seteuid(0) != 0) std::abort();
  }
  static constexpr uid_t k_nobody = 65534;

 private:
  bool m_root = ::geteuid() == 0;
};

void give_to_nobody(const fs::path& path) {
  if (::geteuid() == 0) REQUIRE(::lchown(path.c_str(), AsNobody::k_nobody, AsNobody::k_nobody) == 0);
}

TEST_CASE("text is read as it was written, byte for byte") {
  const TestDir dir;
  const std::string bytes("a\r\n\0\xff", 5);
  write_file(dir / "f", bytes);
  CHECK(read_file(dir / "f") == bytes);
  write_file(dir / "f", "");
  CHECK(read_file(dir / "f") == "");
}

TEST_CASE("what can't be read says why") {
  const TestDir dir;
  const auto absent = read_text(dir / "absent");
  REQUIRE_FALSE(absent);
  CHECK(contains(absent.error().message, (dir / "absent").string()));
  CHECK(contains(absent.error().message, "No such file"));
  CHECK_FALSE(read_text(dir.path()));

  write_file(dir / "big", std::string(100, 'x'));
  CHECK(read_text(dir / "big", 100));
  CHECK_FALSE(read_text(dir / "big", 99));
  CHECK_FALSE(read_text("/dev/zero", 1000));
}

TEST_CASE("a write replaces the file, keeps its mode and leaves nothing beside it") {
  const TestDir dir;
  write_file(dir / "f", "one");
  REQUIRE(::chmod((dir / "f").c_str(), 0751) == 0);
  REQUIRE(write_text_atomically(dir / "f", "two"));
  CHECK(read_file(dir / "f") == "two");
  CHECK(mode_of(dir / "f") == 0751);
  CHECK(entries_in(dir.path()) == 1);
}

TEST_CASE("of what a killed write has left nothing stays, and everything else does") {
  const TestDir dir;
  for (const char* name : {".abcd1234.ftenv-tmp", ".zzzzzzzz.ftenv-tmp", ".mine.ftenv-tmp",
                           "abcd12345.ftenv-tmp", ".abcd1234.ftenv-tmpx", "f"})
    write_file(dir / name, "x");
  REQUIRE(make_directories(dir / ".folder12.ftenv-tmp"));
  fs::create_symlink("f", dir / ".link1234.ftenv-tmp");
  remove_cut_off_writes(dir.path());
  CHECK_FALSE(fs::exists(dir / ".abcd1234.ftenv-tmp"));
  CHECK_FALSE(fs::exists(dir / ".zzzzzzzz.ftenv-tmp"));
  CHECK(entries_in(dir.path()) == 6);
}

TEST_CASE("a write through a link changes the target and keeps the link") {
  const TestDir dir;
  write_file(dir / "real" / "f", "one");
  fs::create_symlink("real/f", dir / "link");
  REQUIRE(write_text_atomically(dir / "link", "two"));
  CHECK(read_file(dir / "real" / "f") == "two");
  CHECK(fs::is_symlink(dir / "link"));
}

TEST_CASE("a write that can't be done leaves things as they were") {
  const TestDir dir;
  CHECK_FALSE(write_text_atomically(dir / "absent" / "f", "x"));
  REQUIRE(make_directories(dir / "d"));
  CHECK_FALSE(write_text_atomically(dir / "d", "x"));
  CHECK(entries_in(dir.path()) == 1);
  const auto full = write_text_atomically("/dev/full/x", "x");
  CHECK_FALSE(full);
}

TEST_CASE("errors are sorted by what can be done about them") {
  const auto code = [](int number) {
    return file_error(FsError(number, boost::system::system_category()), "write", "/x").code;
  };
  CHECK(code(ENOSPC) == ErrorCode::disk);
  CHECK(code(EDQUOT) == ErrorCode::disk);
  CHECK(code(EIO) == ErrorCode::disk);
  CHECK(code(EACCES) == ErrorCode::permission);
  CHECK(code(EPERM) == ErrorCode::permission);
  CHECK(code(EROFS) == ErrorCode::permission);
}

TEST_CASE("remove_tree removes everything below and nothing beyond a link") {
  const TestDir dir;
  write_file(dir / "outside" / "f", "keep");
  write_file(dir / "tree" / "a" / "b" / "f", "x");
  fs::create_symlink(dir / "outside", dir / "tree" / "link");
  REQUIRE(remove_tree(dir / "tree"));
  CHECK_FALSE(fs::exists(dir / "tree"));
  CHECK(read_file(dir / "outside" / "f") == "keep");

  fs::create_symlink(dir / "outside", dir / "link");
  REQUIRE(remove_tree(dir / "link"));
  CHECK_FALSE(fs::is_symlink(dir / "link"));
  CHECK(read_file(dir / "outside" / "f") == "keep");
  CHECK(remove_tree(dir / "absent"));
}

TEST_CASE("remove_tree opens directories that are closed to their owner") {
  const TestDir dir;
  write_file(dir / "tree" / "closed" / "f", "x");
  REQUIRE(::chmod((dir / "tree" / "closed").c_str(), 0500) == 0);
  for (const fs::path& path :
       {dir.path(), dir / "tree", dir / "tree" / "closed", dir / "tree" / "closed" / "f"}) {
    give_to_nobody(path);
  }
  const auto removed = [&] {
    const AsNobody nobody;
    return remove_tree(dir / "tree");
  }();
  CHECK(removed);
  CHECK_FALSE(fs::exists(dir / "tree"));
}

TEST_CASE("publish never overwrites") {
  const TestDir dir;
  write_file(dir / "staged" / "f", "new");
  write_file(dir / "there" / "f", "old");
  CHECK_FALSE(publish(dir / "staged", dir / "there"));
  fs::create_symlink("nowhere", dir / "dangling");
  CHECK_FALSE(publish(dir / "staged", dir / "dangling"));
  CHECK(read_file(dir / "there" / "f") == "old");
  REQUIRE(publish(dir / "staged", dir / "final"));
  CHECK(read_file(dir / "final" / "f") == "new");
  CHECK_FALSE(publish(dir / "staged", dir / "other"));
}

TEST_CASE("is_writable asks for the nearest parent that exists") {
  const TestDir dir;
  write_file(dir / "file", "x");
  CHECK(is_writable(dir.path()));
  CHECK(is_writable(dir / "not" / "yet" / "there"));
  CHECK_FALSE(is_writable(dir / "file"));
  CHECK_FALSE(is_writable(dir / "file" / "below"));
  REQUIRE(make_directories(dir / "closed"));
  REQUIRE(::chmod((dir / "closed").c_str(), 0555) == 0);
  {
    give_to_nobody(dir.path());
    give_to_nobody(dir / "closed");
    const AsNobody nobody;
    CHECK_FALSE(is_writable(dir / "closed"));
    CHECK_FALSE(is_writable(dir / "closed" / "below"));
    CHECK(is_writable(dir.path()));
  }
  const auto before = fs::last_write_time(dir.path());
  CHECK(is_writable(dir.path()));
  CHECK(fs::last_write_time(dir.path()) == before);
}

TEST_CASE("free space is asked of the nearest parent that exists") {
  const TestDir dir;
  const auto space = free_space_bytes(dir / "not" / "there");
  REQUIRE(space);
  CHECK(*space > 0);
}

TEST_CASE("absolute_normal does not ask the disk") {
  const std::vector<std::array<std::string, 3>> rows = {
      {"/a/b/../c", "/x", "/a/c"}, {"b", "/a", "/a/b"}, {"../b/", "/a/c", "/a/b"},
      {".", "/a", "/a"},           {"/", "/x", "/"},    {"/../../a", "/x", "/a"},
      {"a//b/./c", "/", "/a/b/c"}, {"", "/a/", "/a"}};
  for (const auto& [path, base, wanted] : rows) {
    INFO(path + " in " + base);
    CHECK(absolute_normal(path, base).string() == wanted);
  }
}

TEST_CASE("make_directories says so when a file is in the way") {
  const TestDir dir;
  CHECK(make_directories(dir / "a" / "b"));
  CHECK(make_directories(dir / "a" / "b"));
  write_file(dir / "file", "x");
  CHECK_FALSE(make_directories(dir / "file"));
  CHECK_FALSE(make_directories(dir / "file" / "below"));
}

TEST_CASE("a TempDir goes with its object, unless it was released") {
  const TestDir dir;
  fs::path kept;
  fs::path gone;
  {
    auto first = TempDir::create(dir / "parent", "pre");
    auto second = TempDir::create(dir / "parent", "pre");
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->path() != second->path());
    CHECK(starts_with(first->path().filename().string(), "pre-"));
    write_file(first->path() / "sub" / "f", "x");
    gone = first->path();
    TempDir moved = std::move(*first);
    CHECK(moved.path() == gone);
    CHECK(fs::exists(gone));
    kept = second->release();
  }
  CHECK_FALSE(fs::exists(gone));
  CHECK(fs::exists(kept));
}

}  // namespace
}  // namespace ftenv

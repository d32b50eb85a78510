#include "io/archive/archive_file.hpp"

#include "base/os_files.hpp"
#include "base/text.hpp"
#include "io/archive/archive.hpp"
#include "support/archive_maker.hpp"
#include "support/temp.hpp"

namespace ftenv {
namespace {

using test::full_text;
using test::read_file;
using test::TestDir;
using test::write_file;

struct Packed {
  std::string bytes;
  ArchiveWriter::Sink sink = [this](std::string_view more) {
    bytes += more;
    return Status();
  };
};

ArchiveMember file_member(const std::string& path, std::size_t size) {
  ArchiveMember member;
  member.path = path;
  member.size = size;
  member.modified = 1'000'000'000;
  return member;
}

ArchiveMember link_member(ArchiveMember::Kind kind, const std::string& path, const std::string& target) {
  ArchiveMember member;
  member.kind = kind;
  member.path = path;
  member.target = target;
  return member;
}

const std::string k_long_name = "top/" + std::string(120, 'n') + "/" + std::string(180, 'm');

std::string pack_sample() {
  const os_files::Utf8Thread utf8;
  Packed packed;
  auto writer = ArchiveWriter::create(packed.sink, 3);
  REQUIRE(writer);
  ArchiveMember top;
  top.kind = ArchiveMember::directory;
  top.path = "top/";
  top.mode = 0755;
  REQUIRE(writer->add(top));
  ArchiveMember tool = file_member("top/tool", 300'000);
  tool.mode = 0755;
  REQUIRE(writer->add(tool));
  REQUIRE(writer->write(std::string(100'000, 'a')));
  REQUIRE(writer->write(std::string(200'000, 'b')));
  REQUIRE(writer->add(file_member("top/empty", 0)));
  REQUIRE(writer->add(file_member("top/gr\xc3\xbcn", 1)));
  REQUIRE(writer->write("g"));
  REQUIRE(writer->add(file_member("top/\xff", 1)));
  REQUIRE(writer->write("f"));
  REQUIRE(writer->add(file_member(k_long_name, 1)));
  REQUIRE(writer->write("l"));
  REQUIRE(writer->add(link_member(ArchiveMember::symlink, "top/sym", "tool")));
  REQUIRE(writer->add(link_member(ArchiveMember::hard_link, "top/hard", "top/tool")));
  REQUIRE(writer->close());
  return packed.bytes;
}

TEST_CASE("what is packed can be unpacked, and is the same each time") {
  const TestDir dir;
  const std::string bytes = pack_sample();
  CHECK(bytes == pack_sample());
  write_file(dir / "a", bytes);
  const auto extracted = extract_archive(dir / "a", dir / "out", {});
  if (!extracted) FAIL(full_text(extracted.error()));
  CHECK(read_file(dir / "out" / "tool") == std::string(100'000, 'a') + std::string(200'000, 'b'));
  CHECK(fs::hard_link_count(dir / "out" / "tool") == 2);
  CHECK(fs::read_symlink(dir / "out" / "sym") == "tool");
  CHECK(read_file(dir / "out" / "gr\xc3\xbcn") == "g");
  CHECK(read_file(dir / "out" / "\xff") == "f");
  CHECK(read_file(dir / "out" / k_long_name.substr(4)) == "l");
  CHECK((fs::status(dir / "out" / "tool").permissions() & fs::owner_exe) != 0);
  // Nothing behind zstd's end that is not zstd.
  write_file(dir / "cut", bytes.substr(0, bytes.size() - 1));
  CHECK_FALSE(extract_archive(dir / "cut", dir / "cut-out", {}));
}

TEST_CASE("members are read as they were written") {
  const os_files::Utf8Thread utf8;
  const TestDir dir;
  write_file(dir / "a", pack_sample());
  auto reader = ArchiveReader::open(dir / "a");
  REQUIRE(reader);
  std::vector<ArchiveMember> members;
  for (auto member = reader->next(); member.value(); member = reader->next()) members.push_back(**member);
  REQUIRE(members.size() == 8);
  CHECK(members[0].kind == ArchiveMember::directory);
  CHECK(members[1].path == "top/tool");
  CHECK(members[1].mode == 0755);
  CHECK(members[1].size == 300'000u);
  CHECK(members[1].modified == 1'000'000'000);
  CHECK(members[4].path == "top/\xff");
  CHECK(members[6].target == std::string("tool"));
  CHECK(members[7].kind == ArchiveMember::hard_link);
  CHECK(members[7].target == std::string("top/tool"));
}

TEST_CASE("a file that is shorter or longer than announced is not packed") {
  Packed packed;
  auto shorter = ArchiveWriter::create(packed.sink, 1);
  REQUIRE(shorter->add(file_member("f", 3)));
  REQUIRE(shorter->write("ab"));
  CHECK_FALSE(shorter->write("cd"));
  CHECK(contains(shorter->add(file_member("g", 0)).error().message, "`f` has 1 bytes less"));
  CHECK_FALSE(shorter->close());
  CHECK_FALSE(shorter->write("cd"));
  auto other = ArchiveWriter::create(packed.sink, 1);
  ArchiveMember fifo;
  fifo.kind = ArchiveMember::other;
  fifo.path = "pipe";
  CHECK(contains(other->add(fifo).error().message, "`pipe` is neither"));
}

TEST_CASE("the sink's own error is what the writer says, and nothing comes without close") {
  bool full = false;
  std::size_t taken = 0;
  const auto sink = [&](std::string_view bytes) -> Status {
    if (full) return fail(ErrorCode::disk, "no space");
    taken += bytes.size();
    return {};
  };
  {
    auto left = ArchiveWriter::create(sink, 1);
    REQUIRE(left->add(file_member("f", 3)));
    REQUIRE(left->write("abc"));
  }
  CHECK(taken == 0);
  auto writer = ArchiveWriter::create(sink, 1);
  REQUIRE(writer->add(file_member("f", 3)));
  REQUIRE(writer->write("abc"));
  full = true;
  const auto closed = writer->close();
  REQUIRE_FALSE(closed);
  CHECK(closed.error().code == ErrorCode::disk);
}

// Gives what it has in small pieces, and then an error or the end.
class Pieces : public ByteSource {
 public:
  Pieces(std::string bytes, bool fails) : m_bytes(std::move(bytes)), m_fails(fails) {}
  Result<std::size_t> read(char* buffer, std::size_t size) override {
    size = std::min({size, m_bytes.size() - m_at, std::size_t{700}});
    if (size == 0 && m_fails) return fail(ErrorCode::disk, "the source's own words");
    m_bytes.copy(buffer, size, m_at);
    m_at += size;
    return size;
  }

 private:
  std::string m_bytes;
  std::size_t m_at = 0;
  bool m_fails;
};

TEST_CASE("an archive is unpacked from any source, and the source's error is passed on") {
  const TestDir dir;
  const std::string bytes = pack_sample();
  Pieces whole(bytes, false);
  REQUIRE(extract_archive(whole, "it", dir / "whole", {}));
  CHECK(read_file(dir / "whole" / "tool").size() == 300'000);
  for (const std::size_t count : {std::size_t{0}, bytes.size() / 2, bytes.size()}) {
    Pieces failing(bytes.substr(0, count), true);
    const auto failed = extract_archive(failing, "it", dir / std::to_string(count), {});
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == ErrorCode::disk);
    CHECK(failed.error().message == "the source's own words");
  }
  Pieces page("<!DOCTYPE html><html>", false);
  const auto refused = extract_archive(page, "it", dir / "page", {});
  REQUIRE_FALSE(refused);
  CHECK(contains(refused.error().message, "`it` is not an archive: it looks like a web page"));
}

TEST_CASE("what is not wanted is not made, but counts and is checked") {
  const TestDir dir;
  write_file(dir / "a", pack_sample());
  std::vector<std::string> asked;
  ExtractOptions options;
  options.wanted = [&](const std::vector<std::string>& path) {
    asked.push_back(join(path, "/"));
    return path == std::vector<std::string>{"empty"} || path.back() == "sym";
  };
  REQUIRE(extract_archive(dir / "a", dir / "out", options));
  CHECK(asked.size() == 7);
  CHECK(std::distance(fs::directory_iterator(dir / "out"), fs::directory_iterator()) == 2);
  options.limits.bytes = 1000;
  CHECK(contains(extract_archive(dir / "a", dir / "out2", options).error().message, "more than 1.0 kB"));
  test::make_archive(dir / "b", {{"top/../evil", test::ArchiveEntry::file, "x"}});
  options.wanted = [](const std::vector<std::string>&) { return false; };
  CHECK_FALSE(extract_archive(dir / "b", dir / "out3", options));
}

}  // namespace
}  // namespace ftenv

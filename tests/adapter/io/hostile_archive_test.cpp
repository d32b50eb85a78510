#include <sys/stat.h>

#include <clocale>

#include "base/text.hpp"
#include "io/archive/archive.hpp"
#include "io/archive/archive_tree.hpp"
#include "support/archive_maker.hpp"
#include "support/temp.hpp"

namespace ftenv {
namespace {

using test::ArchiveEntry;
using test::ArchiveFormat;
using test::full_text;
using test::make_archive;
using test::read_file;
using test::TestDir;

struct Hostile {
  std::string what;
  std::vector<ArchiveEntry> entries;
  std::string message;  // part of it
};

const std::vector<Hostile> k_hostile = {
    {"traversal", {{"top/../../evil", ArchiveEntry::file, "x"}}, "leads out of it"},
    {"traversal that stays inside", {{"top/a/../b", ArchiveEntry::file, "x"}}, "leads out of it"},
    {"traversal at the end", {{"top/a/..", ArchiveEntry::directory}}, "leads out of it"},
    {"a device", {{"top/null", ArchiveEntry::device}}, "neither a file, a directory nor a link"},
    {"a FIFO", {{"top/fifo", ArchiveEntry::fifo}}, "neither a file, a directory nor a link"},
    {"a link to an absolute path", {{"top/l", ArchiveEntry::symlink, "/etc/passwd"}}, "leads out of it"},
    {"a link up and out", {{"top/l", ArchiveEntry::symlink, "../evil"}}, "leads out of it"},
    {"a link out and in again", {{"top/l", ArchiveEntry::symlink, "../top/f"}}, "leads out of it"},
    {"a link with a later step up", {{"top/a/l", ArchiveEntry::symlink, "b/../../f"}}, "leads out of it"},
    // Harmless as long as `b` is a directory, but it may be a link elsewhere.
    {"a link with a step up behind a name",
     {{"top/a/l", ArchiveEntry::symlink, "b/../f"}},
     "leads out of it"},
    {"a link to nothing", {{"top/l", ArchiveEntry::symlink, "a\nb"}}, "leads out of it"},
    {"writing through a link",
     {{"top/d/", ArchiveEntry::directory, "", 0755},
      {"top/l", ArchiveEntry::symlink, "d"},
      {"top/l/evil", ArchiveEntry::file, "x"}},
     "writes through the link or file `l`"},
    {"a directory through a link",
     {{"top/l", ArchiveEntry::symlink, "."}, {"top/l/d/", ArchiveEntry::directory, "", 0755}},
     "writes through the link or file `l`"},
    {"a link through a link",
     {{"top/l", ArchiveEntry::symlink, "."}, {"top/l/m", ArchiveEntry::symlink, "x"}},
     "writes through the link or file `l`"},
    {"a directory where a link is",
     {{"top/l", ArchiveEntry::symlink, "."}, {"top/l/", ArchiveEntry::directory, "", 0755}},
     "writes through the link or file `l`"},
    {"a hard link out", {{"top/h", ArchiveEntry::hard_link, "../../etc/passwd"}}, "leads out of it"},
    {"a hard link to an absolute path", {{"top/h", ArchiveEntry::hard_link, "/etc/passwd"}}, "absolute path"},
    {"a hard link to another top",
     {{"top/f", ArchiveEntry::file, "x"}, {"top/h", ArchiveEntry::hard_link, "etc/f"}},
     "no single top directory"},
    {"a hard link to nothing", {{"top/h", ArchiveEntry::hard_link, "top/absent"}}, "which is no file of it"},
    {"a hard link to a link",
     {{"top/a/b/l", ArchiveEntry::symlink, "../../x"}, {"top/h", ArchiveEntry::hard_link, "top/a/b/l"}},
     "which is no file of it"},
    {"a hard link through a link",
     {{"top/d/f", ArchiveEntry::file, "x"},
      {"top/l", ArchiveEntry::symlink, "d"},
      {"top/h", ArchiveEntry::hard_link, "top/l/f"}},
     "writes through the link or file `l`"},
    {"a hard link to a directory",
     {{"top/d/", ArchiveEntry::directory, "", 0755}, {"top/h", ArchiveEntry::hard_link, "top/d"}},
     "which is no file of it"},
    {"a hard link to the top",
     {{"top/f", ArchiveEntry::file}, {"top/h", ArchiveEntry::hard_link, "top"}},
     "a link to a directory"},
    {"a file where a directory is",
     {{"top/d/f", ArchiveEntry::file, "x"}, {"top/d", ArchiveEntry::file, "x"}},
     "twice, once as a directory"},
    {"a link where a directory is",
     {{"top/d/f", ArchiveEntry::file, "x"}, {"top/d", ArchiveEntry::symlink, "e"}},
     "twice, once as a directory"},
    {"a file as a parent",
     {{"top/f", ArchiveEntry::file, "x"}, {"top/f/g", ArchiveEntry::file, "x"}},
     "writes through the link or file `f`"},
    {"a line break in a name", {{"top/a\nb", ArchiveEntry::file, "x"}}, "control characters"},
    {"a terminal code in a name", {{"top/\x1b[2J", ArchiveEntry::file, "x"}}, "`top/?[2J`"},
    {"a link for the top", {{"top", ArchiveEntry::symlink, "x"}}, "no top directory"},
};

TEST_CASE("a hostile archive is refused and writes nothing outside") {
  for (const Hostile& hostile : k_hostile) {
    INFO(hostile.what);
    const TestDir dir;
    make_archive(dir / "a", hostile.entries, ArchiveFormat::tar);
    REQUIRE(make_directories(dir / "room"));
    const auto extracted = extract_archive(dir / "a", dir / "room" / "out", {});
    REQUIRE_FALSE(extracted);
    CHECK(extracted.error().code == ErrorCode::archive);
    CHECK(contains(extracted.error().message, hostile.message));
    CHECK_FALSE(fs::exists(dir / "evil"));
    CHECK_FALSE(fs::exists(dir / "room" / "evil"));
    std::size_t beside = 0;
    for (fs::directory_iterator entry(dir / "room"), end; entry != end; ++entry) ++beside;
    CHECK(beside == 1);
    // The message can be shown on a terminal.
    for (const char c : full_text(extracted.error()))
      CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  }
}

TEST_CASE("absolute paths are refused whether or not the top is stripped") {
  const TestDir dir;
  const std::string target = (dir / "evil").string();
  make_archive(dir / "a", {{target, ArchiveEntry::file, "x"}});
  for (const bool strip : {true, false}) {
    ExtractOptions options;
    options.strip_top_directory = strip;
    const auto extracted = extract_archive(dir / "a", dir / (strip ? "s" : "w"), options);
    REQUIRE_FALSE(extracted);
    CHECK(contains(extracted.error().message, "absolute path"));
    CHECK_FALSE(fs::exists(target));
  }
}

TEST_CASE("zip archives are held to the same rules") {
  const TestDir dir;
  make_archive(dir / "a", {{"top/../../evil", ArchiveEntry::file, "x"}}, ArchiveFormat::zip);
  CHECK_FALSE(extract_archive(dir / "a", dir / "room" / "out", {}));
  make_archive(dir / "a", {{"top/l", ArchiveEntry::symlink, "/etc"}, {"top/l/evil", ArchiveEntry::file, "x"}},
               ArchiveFormat::zip);
  CHECK_FALSE(extract_archive(dir / "a", dir / "room" / "out2", {}));
  CHECK_FALSE(fs::exists(dir / "evil"));
}

TEST_CASE("setuid, setgid, sticky and foreign write bits do not survive") {
  const TestDir dir;
  make_archive(dir / "a",
               {{"top/d", ArchiveEntry::directory, "", 03777}, {"top/d/s", ArchiveEntry::file, "x", 06777}});
  REQUIRE(extract_archive(dir / "a", dir / "out", {}));
  struct stat status {};
  REQUIRE(::stat((dir / "out" / "d" / "s").c_str(), &status) == 0);
  CHECK((status.st_mode & 07022) == 0);
  CHECK((status.st_mode & 0100) != 0);
  CHECK(status.st_uid == ::geteuid());
  REQUIRE(::stat((dir / "out" / "d").c_str(), &status) == 0);
  CHECK((status.st_mode & 07022) == 0);
}

TEST_CASE("of a file that is there twice the later one wins, without writing through the earlier") {
  const TestDir dir;
  make_archive(dir / "a", {{"top/f", ArchiveEntry::file, "first"},
                           {"top/h", ArchiveEntry::hard_link, "top/f"},
                           {"top/l", ArchiveEntry::symlink, "f"},
                           {"top/h", ArchiveEntry::file, "second"},
                           {"top/l", ArchiveEntry::file, "third"}});
  REQUIRE(extract_archive(dir / "a", dir / "out", {}));
  CHECK(read_file(dir / "out" / "f") == "first");
  CHECK(read_file(dir / "out" / "h") == "second");
  CHECK(read_file(dir / "out" / "l") == "third");
  CHECK_FALSE(fs::is_symlink(dir / "out" / "l"));
}

TEST_CASE("links that stay inside are made") {
  const TestDir dir;
  make_archive(dir / "a", {{"top/lib/f", ArchiveEntry::file, "x"},
                           {"top/bin/up", ArchiveEntry::symlink, "../lib/f"},
                           {"top/lib/g", ArchiveEntry::hard_link, "top/lib/f"},
                           {"top/early", ArchiveEntry::symlink, "late/f"},
                           {"top/late/f", ArchiveEntry::file, "y"},
                           {"top/loop", ArchiveEntry::symlink, "loop"}});
  const auto extracted = extract_archive(dir / "a", dir / "out", {});
  if (!extracted) FAIL(full_text(extracted.error()));
  CHECK(read_file(dir / "out" / "bin" / "up") == "x");
  CHECK(read_file(dir / "out" / "lib" / "g") == "x");
  CHECK(read_file(dir / "out" / "early") == "y");
  CHECK(fs::hard_link_count(dir / "out" / "lib" / "f") == 2);
}

TEST_CASE("bombs are stopped by ratio, by size and by number") {
  const TestDir dir;
  make_archive(dir / "zeros", {{"top/z", ArchiveEntry::file, std::string(8 << 20, '\0')}});
  const auto ratio = extract_archive(dir / "zeros", dir / "ratio", {});
  REQUIRE_FALSE(ratio);
  CHECK(contains(ratio.error().message, "more than 200 times its size"));
  CHECK(fs::file_size(dir / "ratio" / "z") < (4u << 20));

  ExtractOptions few_bytes;
  few_bytes.limits.bytes = 1000;
  make_archive(dir / "small", {{"top/a", ArchiveEntry::file, std::string(600, 'a')},
                               {"top/b", ArchiveEntry::file, std::string(600, 'b')}});
  const auto size = extract_archive(dir / "small", dir / "size", few_bytes);
  REQUIRE_FALSE(size);
  CHECK(contains(size.error().message, "more than 1.0 kB"));

  ExtractOptions few_entries;
  few_entries.limits.entries = 5;
  make_archive(dir / "deep", {{"top/a/b/c/d/e/f/g", ArchiveEntry::file}, {"top/x", ArchiveEntry::file}});
  const auto number = extract_archive(dir / "deep", dir / "number", few_entries);
  REQUIRE_FALSE(number);
  CHECK(contains(number.error().message, "more than 5 entries"));
}

TEST_CASE("strange names are kept as they are, in every locale") {
  const TestDir dir;
  const std::vector<std::string> names = {"-rf", " ",        "a\\b",        "..a",  "...",
                                          "C:",  "\xff\xfe", "gr\xc3\xbcn", "'\"$`"};
  std::vector<ArchiveEntry> entries;
  for (const std::string& name : names) entries.push_back({"top/" + name, ArchiveEntry::file, name});
  make_archive(dir / "a", entries, ArchiveFormat::tar);
  const std::string before = std::setlocale(LC_ALL, nullptr);
  for (const char* locale : {"C", "C.UTF-8"}) {
    INFO(locale);
    REQUIRE(std::setlocale(LC_ALL, locale));
    const auto extracted = extract_archive(dir / "a", dir / locale, {});
    std::setlocale(LC_ALL, before.c_str());
    if (!extracted) FAIL(full_text(extracted.error()));
    for (const std::string& name : names) CHECK(read_file(dir / locale / name) == name);
  }
}

TEST_CASE("names that are too long or too deep are errors, not crashes") {
  const TestDir dir;
  make_archive(dir / "a", {{"top/" + std::string(300, 'n'), ArchiveEntry::file, "x"}});
  CHECK_FALSE(extract_archive(dir / "a", dir / "out", {}));
  std::string deep = "top";
  for (int i = 0; i < 3000; ++i) deep += "/d";
  make_archive(dir / "b", {{deep, ArchiveEntry::file, "x"}});
  const auto extracted = extract_archive(dir / "b", dir / "out2", {});
  REQUIRE_FALSE(extracted);
  CHECK(contains(extracted.error().message, "too deep"));
}

TEST_CASE("paths in archives are taken apart strictly") {
  using Path = std::vector<std::string>;
  CHECK(archive_path("a/b") == Path{"a", "b"});
  CHECK(archive_path("./a//b/./") == Path{"a", "b"});
  CHECK(archive_path(".") == Path{});
  for (const std::string bad : {"", "/", "/a", "..", "a/..", "../a", "a/../b", "a\tb", "a\x7f"}) {
    INFO(bad);
    CHECK_FALSE(archive_path(bad));
  }
}

}  // namespace
}  // namespace ftenv

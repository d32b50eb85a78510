#include "io/archive/archive.hpp"

#include <sys/stat.h>

#include <ctime>

#include "base/text.hpp"
#include "support/archive_maker.hpp"
#include "support/raw_archive.hpp"
#include "support/temp.hpp"

namespace ftenv {
namespace {

using test::ArchiveEntry;
using test::ArchiveFormat;
using test::full_text;
using test::make_archive;
using test::read_file;
using test::TestDir;
using test::write_file;

struct stat status_of(const fs::path& path) {
  struct stat status {};
  INFO(path.string());
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status;
}

const std::vector<ArchiveEntry> k_sample = {
    {"top/", ArchiveEntry::directory, "", 0755},
    {"top/README", ArchiveEntry::file, "read me", 0644},
    {"top/configure", ArchiveEntry::file, "#!/bin/sh\n", 0755},
    {"top/deep/er/file", ArchiveEntry::file, std::string(300'000, 'x'), 0400},
    {"top/empty", ArchiveEntry::file, ""},
    {"top/deep/up", ArchiveEntry::symlink, "../README"},
    {"top/gr\xc3\xbcn \xf0\x9f\x94\xa7", ArchiveEntry::file, "named"},
};

TEST_CASE("every format unpacks to the same tree") {
  for (const auto format : {ArchiveFormat::tar, ArchiveFormat::tar_gz, ArchiveFormat::tar_bz2,
                            ArchiveFormat::tar_xz, ArchiveFormat::tar_zst, ArchiveFormat::zip}) {
    INFO("format " << static_cast<int>(format));
    const TestDir dir;
    make_archive(dir / "a", k_sample, format);
    const auto extracted = extract_archive(dir / "a", dir / "out", {});
    if (!extracted) FAIL(full_text(extracted.error()));
    CHECK(read_file(dir / "out" / "README") == "read me");
    CHECK(read_file(dir / "out" / "empty") == "");
    CHECK(read_file(dir / "out" / "deep" / "er" / "file") == std::string(300'000, 'x'));
    CHECK(read_file(dir / "out" / "deep" / "up") == "read me");
    CHECK(read_file(dir / "out" / "gr\xc3\xbcn \xf0\x9f\x94\xa7") == "named");
    CHECK((status_of(dir / "out" / "configure").st_mode & 0111) != 0);
    CHECK((status_of(dir / "out" / "README").st_mode & 0111) == 0);
  }
}

TEST_CASE("what is unpacked is ours to change and has its old time, unless that lies in the future") {
  const TestDir dir;
  auto entries = k_sample;
  entries.push_back({"top/future", ArchiveEntry::file, "x", 0644, 4'000'000'000});
  entries.push_back({"top/past", ArchiveEntry::file, "x", 0644, -5});
  make_archive(dir / "a", entries);
  REQUIRE(extract_archive(dir / "a", dir / "out", {}));
  CHECK(status_of(dir / "out" / "README").st_mtime == 1'000'000'000);
  CHECK(status_of(dir / "out" / "future").st_mtime <= std::time(nullptr));
  CHECK(status_of(dir / "out" / "past").st_mtime >= 0);
  CHECK((status_of(dir / "out" / "deep" / "er" / "file").st_mode & 0600) == 0600);
}

TEST_CASE("the top directory is stripped only when asked and only when there is one") {
  const TestDir dir;
  make_archive(dir / "a", {{"one/f", ArchiveEntry::file, "1"}, {"two/f", ArchiveEntry::file, "2"}});
  const auto refused = extract_archive(dir / "a", dir / "stripped", {});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::archive);
  CHECK(contains(refused.error().message, "no single top directory"));

  ExtractOptions whole;
  whole.strip_top_directory = false;
  REQUIRE(extract_archive(dir / "a", dir / "whole", whole));
  CHECK(read_file(dir / "whole" / "two" / "f") == "2");

  make_archive(dir / "flat", {{"f", ArchiveEntry::file, "1"}});
  CHECK_FALSE(extract_archive(dir / "flat", dir / "flat-out", {}));
  CHECK(extract_archive(dir / "flat", dir / "flat-whole", whole));

  make_archive(dir / "dotted", {{"./", ArchiveEntry::directory}, {"./top/./f", ArchiveEntry::file, "1"}});
  REQUIRE(extract_archive(dir / "dotted", dir / "dotted-out", {}));
  CHECK(read_file(dir / "dotted-out" / "f") == "1");
}

TEST_CASE("nothing is unpacked into a directory that has something in it") {
  const TestDir dir;
  make_archive(dir / "a", k_sample);
  write_file(dir / "out" / "mine", "keep");
  CHECK_FALSE(extract_archive(dir / "a", dir / "out", {}));
  CHECK(read_file(dir / "out" / "mine") == "keep");
  CHECK_FALSE(fs::exists(dir / "out" / "README"));
}

TEST_CASE("unpacking stops when it is cancelled") {
  const TestDir dir;
  make_archive(dir / "a", k_sample);
  int asked = 0;
  ExtractOptions options;
  options.cancelled = [&asked] { return ++asked > 3; };
  const auto stopped = extract_archive(dir / "a", dir / "out", options);
  REQUIRE_FALSE(stopped);
  CHECK(stopped.error().code == ErrorCode::interrupted);
  CHECK(asked == 4);
}

TEST_CASE("a header that is damaged in the middle of a tar is not passed over") {
  const TestDir dir;
  test::RawTarEntry broken{"top/g", '0', "x"};
  broken.right_checksum = false;
  write_file(dir / "a", test::raw_tar_entry({"top/f", '0', "x"}) + test::raw_tar_entry(broken) +
                            test::raw_tar_entry({"top/h", '0', "x"}) + test::raw_tar_end());
  for (const auto& status : {test_archive(dir / "a"), extract_archive(dir / "a", dir / "out", {})}) {
    REQUIRE_FALSE(status);
    CHECK(contains(status.error().message, "is damaged: "));
  }
  CHECK_FALSE(read_archive_member(dir / "a", "h"));
}

TEST_CASE("a hole of four gigabytes is too much, also where nothing is unpacked") {
  const TestDir dir;
  write_file(dir / "a", test::raw_pax({{"GNU.sparse.major", "1"},
                                       {"GNU.sparse.minor", "0"},
                                       {"GNU.sparse.name", "top/big"},
                                       {"GNU.sparse.realsize", "4294967297"}}) +
                            test::raw_tar_entry(
                                {"top/big", '0', "1\n4294967296\n1\n" + std::string(512 - 15, '\0') + "x"}) +
                            test::raw_tar_end());
  for (const auto& status : {test_archive(dir / "a"), extract_archive(dir / "a", dir / "out", {})}) {
    REQUIRE_FALSE(status);
    CHECK(contains(status.error().message, "times its size, which looks like an attack"));
  }
}

TEST_CASE("looking through an archive can be cancelled") {
  const TestDir dir;
  make_archive(dir / "a", k_sample);
  ExtractOptions options;
  options.cancelled = [] { return true; };
  const auto stopped = test_archive(dir / "a", options);
  REQUIRE_FALSE(stopped);
  CHECK(stopped.error().code == ErrorCode::interrupted);
}

TEST_CASE("one member is read without unpacking the rest") {
  const TestDir dir;
  make_archive(dir / "a",
               {{"top/Include/patchlevel.h", ArchiveEntry::file, "#define X"},
                {"top/big", ArchiveEntry::file, "12345"}},
               ArchiveFormat::tar_xz);
  const auto member = read_archive_member(dir / "a", "Include/patchlevel.h");
  REQUIRE(member);
  CHECK(*member == "#define X");

  const auto absent = read_archive_member(dir / "a", "patchlevel.h");
  REQUIRE_FALSE(absent);
  CHECK(absent.error().code == ErrorCode::archive);
  CHECK(contains(absent.error().message, "has no `patchlevel.h`"));
  CHECK(read_archive_member(dir / "a", "big", 5));
  CHECK_FALSE(read_archive_member(dir / "a", "big", 4));
  CHECK_FALSE(read_archive_member(dir / "absent", "big"));
}

TEST_CASE("what is no archive is called what it is") {
  const TestDir dir;
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"<!DOCTYPE html><html><title>Sign in</title></html>", "a web page"},
      {"", "an empty file"},
      {"{\"message\":\"Not Found\"}", "JSON"},
      {"404: Not Found", "plain text"}};
  for (const auto& [bytes, kind] : rows) {
    INFO(bytes);
    write_file(dir / "a", bytes);
    const auto member = read_archive_member(dir / "a", "x");
    REQUIRE_FALSE(member);
    CHECK(member.error().code == ErrorCode::archive);
    CHECK(contains(full_text(member.error()), "looks like " + kind));
    TempDir out = TempDir::create(dir.path(), "out").value();
    const auto extracted = extract_archive(dir / "a", out.path(), {});
    REQUIRE_FALSE(extracted);
    CHECK(contains(full_text(extracted.error()), "looks like " + kind));
  }
}

TEST_CASE("a truncated archive is an error wherever it was cut") {
  const TestDir dir;
  std::string noise;
  for (unsigned seed = 1; noise.size() < 40'000; seed = seed * 1103515245u + 12345u) {
    noise += static_cast<char>(seed >> 16);
  }
  const std::vector<ArchiveEntry> entries = {{"top/a", ArchiveEntry::file, noise},
                                             {"top/b", ArchiveEntry::file, noise}};
  for (const auto format : {ArchiveFormat::tar_gz, ArchiveFormat::tar_bz2, ArchiveFormat::tar_xz,
                            ArchiveFormat::tar_zst, ArchiveFormat::zip}) {
    make_archive(dir / "a", entries, format);
    const std::string bytes = read_file(dir / "a");
    for (const std::size_t keep : {bytes.size() - 1, bytes.size() - 13, bytes.size() * 9 / 10,
                                   bytes.size() / 2, bytes.size() / 10, std::size_t{20}}) {
      INFO("format " << static_cast<int>(format) << ", " << keep << " of " << bytes.size() << " bytes");
      write_file(dir / "cut", bytes.substr(0, keep));
      TempDir out = TempDir::create(dir.path(), "out").value();
      const auto extracted = extract_archive(dir / "cut", out.path(), {});
      REQUIRE_FALSE(extracted);
      CHECK(extracted.error().code == ErrorCode::archive);
    }
  }
}

TEST_CASE("damage is noticed even behind the end that tar sees") {
  const TestDir dir;
  make_archive(dir / "a.tar", {{"top/a", ArchiveEntry::file, "abc"}}, ArchiveFormat::tar);
  // Far behind, so that nothing reads up to there by accident.
  const std::string padded = read_file(dir / "a.tar") + std::string(1 << 20, '\0');
  test::make_compressed(dir / "a", padded, ArchiveFormat::tar_xz);
  CHECK(extract_archive(dir / "a", dir / "whole", {}));
  const std::string bytes = read_file(dir / "a");

  std::string changed = bytes;
  // The checksum of the contents lies before the index (8 bytes) and the footer (12).
  char& check = changed[changed.size() - 12 - 8 - 4];
  check = static_cast<char>(check ^ 1);
  write_file(dir / "a", changed);
  CHECK_FALSE(extract_archive(dir / "a", dir / "changed", {}));
  write_file(dir / "a", bytes.substr(0, bytes.size() - 1));
  CHECK_FALSE(extract_archive(dir / "a", dir / "cut", {}));
}

}  // namespace
}  // namespace ftenv

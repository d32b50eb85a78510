#include <sys/stat.h>

#include <fstream>
#include <iostream>

#include "base/text.hpp"
#include "io/digest.hpp"
#include "pack_fixture.hpp"
#include "support/archive_maker.hpp"

namespace ftenv {
namespace {

using test::full_text;
using test::noise;
using test::read_file;
using test::receive_pack;
using test::TestDir;
using test::write_file;
using test::write_pack_at;

void make_small_tree(const fs::path& root) {
  write_file(root / "bin/python3.14t",
             "\x7f"
             "ELF");
  REQUIRE(::chmod((root / "bin/python3.14t").c_str(), 0755) == 0);
  write_file(root / "lib/empty", "");
  fs::create_symlink("python3.14t", root / "bin/python3");
  for (const char* file : {"bin/python3.14t", "lib/empty"}) fs::last_write_time(root / file, 1'700'000'000);
}

// One byte of a file in place of another for as long as this lives.
class Flip {
 public:
  Flip(const fs::path& path, std::streamoff at, char mask)
      : m_file(path.string(), std::ios::binary | std::ios::in | std::ios::out), m_at(at) {
    REQUIRE(m_file.seekg(at).get(m_before));
    put(static_cast<char>(m_before ^ mask));
  }
  ~Flip() { put(m_before); }

 private:
  void put(char byte) {
    m_file.seekp(m_at).put(byte);
    m_file.flush();
  }
  std::fstream m_file;
  std::streamoff m_at;
  char m_before = 0;
};

TEST_CASE("one flipped byte at any position of a small pack is refused") {
  const TestDir dir;
  make_small_tree(dir / "in");
  const std::string intact = write_pack_at(dir / "in", dir / "p").sha256;
  const auto size = static_cast<std::streamoff>(fs::file_size(dir / "p"));
  std::size_t flips = 0;
  std::size_t refused = 0;
  std::size_t recognised = 0;
  std::size_t seen_without_seal = 0;
  for (std::streamoff at = 0; at < size; ++at) {
    for (const int mask : {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
      INFO("byte " << at << " of " << size << ", mask " << mask);
      const Flip flip(dir / "p", at, static_cast<char>(mask));
      ++flips;
      const auto received = receive_pack(dir / "p", dir / "out");
      REQUIRE_FALSE(received);
      CHECK(received.error().code == ErrorCode::checksum);
      CHECK_FALSE(fs::exists(dir / "out"));
      ++refused;
      if (mask != 255) continue;
      // A receiver who asks first whether it is a pack at all is told yes.
      recognised += is_pack(dir / "p").value() ? 1 : 0;
      const bool seen =
          !extract_archive(dir / "p", dir / "unsealed", {}) || !verify_unpacked_pack(dir / "unsealed");
      seen_without_seal += seen ? 1 : 0;
      REQUIRE(remove_tree(dir / "unsealed"));
    }
  }
  std::cout << flips << " flips in a pack of " << size << " bytes, " << refused << " refused; of " << size
            << " flipped bytes " << recognised << " leave a file that is known for a pack, and "
            << seen_without_seal << " would be seen without the seal\n"
            << std::flush;
  CHECK(flips == static_cast<std::size_t>(size) * 9);
  CHECK(refused == flips);
  CHECK(recognised == static_cast<std::size_t>(size));
  CHECK(sha256_of_file(dir / "p").value() == intact);
  CHECK(receive_pack(dir / "p", dir / "out"));
}

TEST_CASE("one flipped byte at 500 positions of a larger pack is refused") {
  const TestDir dir;
  make_small_tree(dir / "in");
  write_file(dir / "in/lib/noise", noise(700'000));
  write_file(dir / "in/lib/text", std::string(700'000, 't'));
  write_pack_at(dir / "in", dir / "p");
  const auto size = static_cast<std::streamoff>(fs::file_size(dir / "p"));
  REQUIRE(size > 700'000);
  std::size_t refused = 0;
  for (std::streamoff i = 0; i < 500; ++i) {
    const std::streamoff at = i * (size - 1) / 499;
    INFO("byte " << at << " of " << size);
    const Flip flip(dir / "p", at, static_cast<char>(1 << (i % 8)));
    CHECK(is_pack(dir / "p").value());
    const auto received = receive_pack(dir / "p", dir / "out");
    REQUIRE_FALSE(received);
    CHECK(received.error().code == ErrorCode::checksum);
    ++refused;
  }
  std::cout << refused << " flips in a pack of " << size << " bytes, all refused\n" << std::flush;
  CHECK(receive_pack(dir / "p", dir / "out"));
}

TEST_CASE("a pack that was cut off is refused, with or without a look at its seal") {
  const TestDir dir;
  make_small_tree(dir / "in");
  write_file(dir / "in/lib/noise", noise(100'000));
  write_pack_at(dir / "in", dir / "p");
  const std::string whole = read_file(dir / "p");
  for (std::size_t i = 0; i < 20; ++i) {
    INFO(i << " twentieths");
    write_file(dir / "cut", whole.substr(0, whole.size() * i / 20));
    const auto received = receive_pack(dir / "cut", dir / "out");
    REQUIRE_FALSE(received);
    CHECK(received.error().code == ErrorCode::checksum);
    CHECK_FALSE(extract_archive(dir / "cut", dir / ("unsealed" + std::to_string(i)), {}));
  }
  for (std::size_t missing = 1; missing < 200; ++missing) {
    write_file(dir / "cut", whole.substr(0, whole.size() - missing));
    CHECK_FALSE(receive_pack(dir / "cut", dir / "out"));
  }
  CHECK_FALSE(receive_pack(dir / "absent", dir / "out"));
}

TEST_CASE("a pack that something was added to is refused") {
  const TestDir dir;
  make_small_tree(dir / "in");
  write_pack_at(dir / "in", dir / "p");
  const std::string whole = read_file(dir / "p");
  const std::size_t seal = pack_seal(std::string(64, '0')).size();
  for (const std::string& added :
       {std::string(1, '\0'), std::string("\n"), std::string(1000, '\0'), whole,
        whole.substr(whole.size() - seal), pack_seal(sha256_of(whole.substr(0, whole.size() - seal)))}) {
    INFO(added.size() << " bytes added");
    write_file(dir / "longer", whole + added);
    CHECK(is_pack(dir / "longer").value());
    const auto received = receive_pack(dir / "longer", dir / "out");
    REQUIRE_FALSE(received);
    CHECK(received.error().code == ErrorCode::checksum);
  }
}

TEST_CASE("other files are no packs") {
  const TestDir dir;
  using test::ArchiveEntry;
  test::make_archive(dir / "plain", {{"top/f", ArchiveEntry::file, "x"}}, test::ArchiveFormat::tar_zst);
  test::make_archive(dir / "second", {{"top/f", ArchiveEntry::file, "x"},
                                      {"top/.ftenv/pack.json", ArchiveEntry::file, "{}"}});
  test::make_archive(dir / "folder", {{"top/.ftenv/pack.json/", ArchiveEntry::directory, "", 0755}});
  write_file(dir / "text", "no archive");
  write_file(dir / "empty", "");
  for (const char* name : {"plain", "second", "folder", "text", "empty"}) {
    INFO(name);
    CHECK_FALSE(is_pack(dir / name).value());
    const auto manifest = read_pack_manifest(dir / name);
    REQUIRE_FALSE(manifest);
    CHECK(manifest.error().code == ErrorCode::archive);
  }
  CHECK_FALSE(is_pack(dir / "absent"));
}

struct Tampering {
  std::string what;
  std::function<void(const fs::path&)> tamper;
  std::string message;
};

void edit(const fs::path& root, const std::string& from, const std::string& to) {
  const std::string text = read_file(root / ".ftenv/pack.json");
  REQUIRE(contains(text, from));
  write_file(root / ".ftenv/pack.json", replace_all(text, from, to));
}

void replace_by_link(const fs::path& place, const char* target) {
  fs::remove(place);
  fs::create_symlink(target, place);
}

const std::vector<Tampering> k_tamperings = {
    {"a file is gone", [](const fs::path& r) { fs::remove(r / "lib/empty"); }, "`lib/empty` is missing"},
    {"the last is gone", [](const fs::path& r) { fs::remove(r / "lib/z"); }, "`lib/z` is missing"},
    {"a file too many", [](const fs::path& r) { write_file(r / "lib/extra", ""); },
     "`lib/extra` was not packed with the rest"},
    {"a file too many at the end", [](const fs::path& r) { write_file(r / "z", ""); },
     "`z` was not packed with the rest"},
    {"a folder too many", [](const fs::path& r) { fs::create_directory(r / "a"); },
     "`a` was not packed with the rest"},
    {"a file beside pack.json", [](const fs::path& r) { write_file(r / ".ftenv/x", ""); },
     "`.ftenv/x` was not packed with the rest"},
    {"another content", [](const fs::path& r) { write_file(r / "lib/z", "Z"); },
     "`lib/z` has other content than was packed"},
    {"a longer content", [](const fs::path& r) { write_file(r / "lib/z", "zz"); },
     "`lib/z` is shorter or longer"},
    {"not executable",
     [](const fs::path& r) { REQUIRE(::chmod((r / "bin/python3.14t").c_str(), 0644) == 0); },
     "`bin/python3.14t` is not executable, and was"},
    {"executable", [](const fs::path& r) { REQUIRE(::chmod((r / "lib/z").c_str(), 0755) == 0); },
     "`lib/z` is executable, and was not"},
    {"another target", [](const fs::path& r) { replace_by_link(r / "bin/python3", "../lib/z"); },
     "`bin/python3` is a link to elsewhere"},
    {"a link for a file", [](const fs::path& r) { replace_by_link(r / "lib/z", "empty"); },
     "`lib/z` is a link, not a file"},
    {"a folder for a file",
     [](const fs::path& r) {
       fs::remove(r / "lib/z");
       fs::create_directory(r / "lib/z");
     },
     "`lib/z` is a directory, not a file"},
    {"the list is gone", [](const fs::path& r) { fs::remove(r / ".ftenv/pack.json"); },
     "has no `.ftenv/pack.json`"},
    {"the list is a link",
     [](const fs::path& r) {
       fs::rename(r / ".ftenv/pack.json", r / "moved.json");
       fs::create_symlink("../moved.json", r / ".ftenv/pack.json");
     },
     "has no `.ftenv/pack.json`"},
    {"the list is not JSON", [](const fs::path& r) { edit(r, "{", ""); }, "can't be read"},
    {"the list has no files", [](const fs::path& r) { edit(r, "\"files\"", "\"fles\""); }, "can't be read"},
    {"the list names a file twice", [](const fs::path& r) { edit(r, "\"lib/empty\"", "\"lib\""); },
     "`lib` is missing"},
    {"the list names itself", [](const fs::path& r) { edit(r, "\"bin\"", "\".ftenv/pack.json\""); },
     "`.ftenv/pack.json` is missing"},
    {"the list leads out", [](const fs::path& r) { edit(r, "\"bin\"", "\"../../etc\""); },
     "`../../etc` is missing"},
    {"the list names nothing", [](const fs::path& r) { edit(r, "\"bin\"", "\"\""); }, "`` is missing"},
    {"the list has a code for terminals", [](const fs::path& r) { edit(r, "\"bin\"", "\"\\u001b[2J\""); },
     "`?[2J` is missing"},
    {"a kind of its own", [](const fs::path& r) { edit(r, "\"link\"", "\"device\""); },
     "is a link, not a device"},
    {"a size as text", [](const fs::path& r) { edit(r, "\"size\": 1,", "\"size\": \"1\","); },
     "is shorter or longer"},
    {"no digest", [](const fs::path& r) { edit(r, "\"sha256\"", "\"sha255\""); }, "has other content"},
    {"a later schema", [](const fs::path& r) { edit(r, "\"schema\": 1", "\"schema\": 2"); },
     "has schema `2`"},
};

TEST_CASE("what was unpacked is held against the list, file by file") {
  for (const Tampering& given : k_tamperings) {
    INFO(given.what);
    const TestDir dir;
    make_small_tree(dir / "in");
    write_file(dir / "in/lib/z", "z");
    write_pack_at(dir / "in", dir / "p");
    REQUIRE(receive_pack(dir / "p", dir / "out"));
    given.tamper(dir / "out");
    const auto verified = verify_unpacked_pack(dir / "out");
    REQUIRE_FALSE(verified);
    INFO(full_text(verified.error()));
    CHECK(contains(verified.error().message, given.message));
    const bool later = given.what == "a later schema";
    CHECK(verified.error().code == (later ? ErrorCode::unsupported : ErrorCode::checksum));
  }
}

}  // namespace
}  // namespace ftenv

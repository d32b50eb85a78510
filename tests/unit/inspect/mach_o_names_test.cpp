#include "inspect/native/mach_o_names.hpp"

#include "support/catch.hpp"
#include "support/native_maker.hpp"

namespace ftenv::test {
namespace {

using Names = std::vector<std::string>;

MachOParts library() {
  MachOParts parts{{"_Py_Dealloc"}, {"PyInit_x"}, {"/install/lib/a.dylib"}, {"/install/lib", "@loader_path"}};
  parts.id = "/install/lib/own.dylib";
  parts.room = 40;
  return parts;
}

std::vector<MachONames> read(const std::string& bytes) {
  const auto names = read_mach_o_names(bytes, "own.dylib");
  INFO((names ? std::string() : names.error().message));
  REQUIRE(names);
  return *names;
}

// Must end within its bytes, with an error or without; the presets with sanitizers see what is read outside.
void survives(const std::string& bytes) {
  const auto names = read_mach_o_names(bytes, "x");
  CHECK((!names || names->size() <= 32));
}

std::string with_number(std::string bytes, std::size_t at, std::uint32_t value) {
  for (unsigned i = 0; i < 4; ++i) bytes[at + i] = static_cast<char>(value >> (8 * i) & 0xff);
  return bytes;
}

}  // namespace

TEST_CASE("a Mach-O file's names are read in both widths and both orders of bytes") {
  for (const bool big : {false, true}) {
    for (const bool wide : {false, true}) {
      MachOParts parts = library();
      parts.big_endian = big;
      parts.wide = wide;
      CAPTURE(big, wide);
      const auto all = read(make_mach_o(parts));
      REQUIRE(all.size() == 1);
      CHECK(all[0].processor == "arm64");
      CHECK(all[0].id == "/install/lib/own.dylib");
      CHECK(all[0].libraries == Names{"/install/lib/a.dylib", "/opt/weak.dylib"});
      CHECK(all[0].run_paths == parts.run_paths);
      CHECK(all[0].room == 40);
      CHECK_FALSE(all[0].program);
      CHECK_FALSE(all[0].has_signature);
    }
  }
}

TEST_CASE("a program, a signature and several processors are seen") {
  MachOParts arm = library(), intel = library();
  arm.id.clear();
  arm.program = arm.has_signature = true;
  intel.processor = 0x1000007;
  intel.room = 8;
  const auto all = read(make_fat_mach_o({arm, intel}));
  REQUIRE(all.size() == 2);
  CHECK(all[0].program);
  CHECK(all[0].has_signature);
  CHECK(all[0].id.empty());
  CHECK(all[1].processor == "x86_64");
  CHECK_FALSE(all[1].has_signature);
  CHECK(all[1].room == 8);
}

TEST_CASE("what is no Mach-O file has no names") {
  CHECK(read("#!/bin/sh\n").empty());
  CHECK(read("").empty());
  CHECK(read(std::string("\xca\xfe\xba\xbe\0\0\0\x41", 8)).empty());  // a class file of Java
}

TEST_CASE("hostile counts and lengths in a Mach-O file are errors") {
  const std::string bytes = make_mach_o(library());
  constexpr std::size_t count_at = 16, first_command = 32;
  struct Row {
    const char* what;
    std::size_t at;
    std::uint32_t value;
  };
  for (const Row& row : {Row{"4 G commands", count_at, 0xffffffff}, Row{"one too many", count_at, 100},
                         Row{"a command of no length", first_command + 4, 0},
                         Row{"a command of 4 GB", first_command + 4, 0xffffffff}}) {
    INFO(row.what);
    const auto names = read_mach_o_names(with_number(bytes, row.at, row.value), "own.dylib");
    REQUIRE_FALSE(names);
    CHECK(names.error().code == ErrorCode::archive);
    CHECK(names.error().message.find("`own.dylib`") != std::string::npos);
  }
  // A name that would begin behind its command.
  CHECK(read(with_number(bytes, first_command + 8, 0xfffffff0))[0].id.empty());
  const std::size_t segment = bytes.find(std::string("\x19\0\0\0\xe8\0\0\0", 8));
  REQUIRE(segment != std::string::npos);
  CHECK_FALSE(read_mach_o_names(with_number(bytes, segment + 64, 0xffffffff), "4 G sections"));
  CHECK_FALSE(read_mach_o_names(with_number(bytes, segment + 64, 3), "one section too many"));
  const std::string fat = make_fat_mach_o({library(), library()});
  for (const std::size_t at : {std::size_t{16}, std::size_t{20}})  // place and length of the first part
    CHECK_FALSE(read_mach_o_names(with_number(fat, at, 0xffffffff), "universal"));
}

TEST_CASE("any byte of a Mach-O file may be another, and any end may be missing") {
  MachOParts narrow = library();
  narrow.wide = false;
  for (const std::string& bytes :
       {make_mach_o(library()), make_mach_o(narrow), make_fat_mach_o({library(), library()})}) {
    for (std::size_t size = 0; size < bytes.size(); ++size) survives(bytes.substr(0, size));
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      for (const char value : {'\xff', '\x7f', '\x01', '\0'}) {
        std::string hostile = bytes;
        hostile[at] = value;
        survives(hostile);
      }
    }
  }
}

}  // namespace ftenv::test

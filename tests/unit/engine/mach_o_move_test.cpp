#include "engine/toolchain/mach_o_move.hpp"

#include "support/catch.hpp"
#include "support/native_maker.hpp"

namespace ftenv::test {
namespace {

using Lines = std::vector<std::string>;

MachOParts named(const std::string& id, const Lines& libraries, const Lines& run_paths = {}) {
  MachOParts parts{{}, {}, libraries, run_paths};
  parts.id = id;
  parts.room = 64;
  return parts;
}

Result<std::vector<Command>> move_of(const std::string& bytes, const std::string& place,
                                     const std::string& prefix = "/install") {
  const auto names = read_mach_o_names(bytes, place);
  REQUIRE(names);
  return mach_o_move("/tree", place, *names, prefix);
}

Lines lines(const std::string& bytes, const std::string& place, const std::string& prefix = "/install") {
  const auto commands = move_of(bytes, place, prefix);
  INFO((commands ? std::string() : commands.error().message));
  REQUIRE(commands);
  Lines all;
  for (const Command& command : *commands) all.push_back(display(command));
  return all;
}

}  // namespace

TEST_CASE("a library is known by a relative name after a move, and signed again") {
  const MachOParts parts = named("/install/lib/libpython3.14t.dylib", {"/usr/lib/libSystem.B.dylib"});
  CHECK(lines(make_mach_o(parts), "lib/libpython3.14t.dylib") ==
        Lines{"install_name_tool -id @rpath/libpython3.14t.dylib /tree/lib/libpython3.14t.dylib",
              "codesign --force --sign - /tree/lib/libpython3.14t.dylib"});
}

TEST_CASE("a program finds its library beside it after a move") {
  MachOParts parts = named("", {"/install/lib/libpython3.14t.dylib", "/opt/homebrew/lib/libz.dylib"});
  parts.program = true;
  CHECK(lines(make_mach_o(parts), "bin/python3.14t").front() ==
        "install_name_tool -change /install/lib/libpython3.14t.dylib "
        "@executable_path/../lib/libpython3.14t.dylib /tree/bin/python3.14t");
}

TEST_CASE("names become relative to the folder of the file") {
  struct Row {
    const char* place;
    const char* before;
    const char* after;
  };
  for (const Row& row : {Row{"lib/a.dylib", "/install/lib/b.dylib", "@loader_path/b.dylib"},
                         Row{"lib/python3.14t/lib-dynload/_ssl.so", "/install/lib/libssl.3.dylib",
                             "@loader_path/../../libssl.3.dylib"},
                         Row{"a.dylib", "/install/lib/b.dylib", "@loader_path/lib/b.dylib"},
                         Row{"lib/a.dylib", "/install/lib/../lib//b.dylib", "@loader_path/b.dylib"}}) {
    INFO(row.place << " " << row.before);
    CHECK(lines(make_mach_o(named("", {row.before})), row.place).front() ==
          std::string("install_name_tool -change ") + row.before + " " + row.after + " /tree/" + row.place);
  }
}

TEST_CASE("run paths are changed, and one that is there already is only taken away") {
  CHECK(lines(make_mach_o(named("", {}, {"/install/lib", "/opt/lib"})), "lib/x/a.so").front() ==
        "install_name_tool -rpath /install/lib @loader_path/.. /tree/lib/x/a.so");
  CHECK(lines(make_mach_o(named("", {}, {"@loader_path/..", "/install/lib"})), "lib/x/a.so").front() ==
        "install_name_tool -delete_rpath /install/lib /tree/lib/x/a.so");
  CHECK(lines(make_mach_o(named("", {}, {"/install/lib/", "/install/lib"})), "lib/a.so").front() ==
        "install_name_tool -rpath /install/lib/ @loader_path -delete_rpath /install/lib /tree/lib/a.so");
  CHECK(lines(make_mach_o(named("", {}, {"/install"})), "bin/a.so").front() ==
        "install_name_tool -rpath /install @loader_path/.. /tree/bin/a.so");
}

TEST_CASE("a file without names of the old prefix is left alone") {
  for (const MachOParts& parts :
       {named("@rpath/libpython3.14t.dylib", {"@rpath/b.dylib", "@executable_path/../lib/c.dylib"},
              {"@loader_path/..", "@executable_path/../lib"}),
        named("/installed/lib/a.dylib", {"/install-b/x.dylib", "/opt/install/lib/b.dylib"}, {"/opt/lib"}),
        named("", {}, {"install/lib"})}) {
    CHECK(lines(make_mach_o(parts), "lib/a.dylib").empty());
  }
  CHECK(lines("#!/bin/sh\n", "bin/idle3").empty());
  CHECK(lines(make_mach_o(named("/a/b.dylib", {})), "lib/b.dylib", "/").empty());
}

TEST_CASE("of Intel's files only signed ones are signed again") {
  MachOParts intel = named("/install/lib/a.dylib", {});
  intel.processor = 0x1000007;
  MachOParts signed_one = intel;
  signed_one.has_signature = true;
  const MachOParts arm = named("/install/lib/a.dylib", {});
  CHECK(lines(make_mach_o(intel), "lib/a.dylib").size() == 1);
  CHECK(lines(make_mach_o(signed_one), "lib/a.dylib").size() == 2);
  CHECK(lines(make_fat_mach_o({intel, arm}), "lib/a.dylib").size() == 2);
}

TEST_CASE("a file for several processors is changed once for all") {
  MachOParts arm = named("/install/lib/a.dylib", {"/install/lib/b.dylib"}, {"/install/lib"}), intel = arm;
  intel.processor = 0x1000007;
  intel.needed = {"/install/lib/b.dylib", "/install/lib/c.dylib"};
  CHECK(lines(make_fat_mach_o({arm, intel}), "lib/a.dylib").front() ==
        "install_name_tool -id @rpath/a.dylib -change /install/lib/b.dylib @loader_path/b.dylib "
        "-change /install/lib/c.dylib @loader_path/c.dylib -rpath /install/lib @loader_path "
        "/tree/lib/a.dylib");
  intel.run_paths = {"/opt/lib"};
  for (const auto& bytes : {make_fat_mach_o({arm, intel}), make_fat_mach_o({intel, arm})}) {
    const auto commands = move_of(bytes, "lib/a.dylib");
    REQUIRE_FALSE(commands);
    CHECK(commands.error().code == ErrorCode::unsupported);
  }
}

TEST_CASE("names that don't fit are an error before anything is changed") {
  // "/i/lib/b.dylib" takes 40 bytes with its command, "@loader_path/../../b.dylib" 56.
  MachOParts tight = named("", {"/i/lib/b.dylib"});
  tight.has_signature = true;
  tight.room = 15;
  const auto commands = move_of(make_mach_o(tight), "lib/x/y/b.so", "/i");
  REQUIRE_FALSE(commands);
  CHECK(commands.error().code == ErrorCode::unsupported);
  CHECK(commands.error().message.find("16 bytes longer, where 15 are free") != std::string::npos);
  tight.room = 16;
  CHECK(move_of(make_mach_o(tight), "lib/x/y/b.so", "/i"));
  tight.has_signature = false;  // codesign adds 16 more
  CHECK_FALSE(move_of(make_mach_o(tight), "lib/x/y/b.so", "/i"));
}

TEST_CASE("what a plan shows is what CPython's own build needs") {
  Host host;
  host.os = "macos";
  host.arch = "x86_64";
  const auto commands = planned_mach_o_move("/tree", host, "python3.14t", "/p");
  REQUIRE(commands);
  REQUIRE(commands->size() == 2);
  CHECK(display((*commands)[0]) ==
        "install_name_tool -id @rpath/libpython3.14t.dylib /tree/lib/libpython3.14t.dylib");
  CHECK(display((*commands)[1]) ==
        "install_name_tool -change /p/lib/libpython3.14t.dylib "
        "@executable_path/../lib/libpython3.14t.dylib /tree/bin/python3.14t");
  host.arch = "arm64";
  CHECK(planned_mach_o_move("/tree", host, "python3.14t", "/p")->size() == 4);
}

}  // namespace ftenv::test

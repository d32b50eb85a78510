// A tree of small Mach-O files, and tools that do to them what the real ones would.
#include "base/text.hpp"
#include "engine/toolchain/mach_o_move.hpp"
#include "support/catch.hpp"
#include "support/fakes.hpp"
#include "support/native_maker.hpp"
#include "support/temp.hpp"

namespace ftenv::test {
namespace {

using Lines = std::vector<std::string>;

struct Tree {
  const TestDir dir;
  FakeWorld world;
  std::map<std::string, std::string> afterwards;  // what install_name_tool makes of a file
  Lines commands;

  Tree() {
    world.processes.answer = [this](const ProcessRequest& request) {
      commands.push_back(replace_all(join(request.argv, " "), dir.path().string() + "/", ""));
      const fs::path file = request.argv.back();
      const auto made = afterwards.find(file.lexically_relative(dir.path()).generic_string());
      if (request.argv.front() == "install_name_tool" && made != afterwards.end()) {
        fs::remove(file);
        write_file(file, made->second);
      }
      return exits(0);
    };
  }
  Status move() { return move_mach_o_tree(world.services, dir.path(), "/install"); }
};

MachOParts library(const std::string& id) {
  MachOParts parts{{}, {}};
  parts.id = id;
  parts.room = 64;
  return parts;
}

MachOParts program(const std::string& loads) {
  MachOParts parts{{}, {}, {loads}};
  parts.program = parts.has_signature = true;
  parts.room = 64;
  return parts;
}

}  // namespace

TEST_CASE("each Mach-O file of a tree that names the old prefix is changed and signed, no other is") {
  Tree tree;
  write_file(tree.dir / "lib/liba.dylib", make_mach_o(library("/install/lib/liba.dylib")));
  write_file(tree.dir / "lib/libb.dylib", make_mach_o(library("@rpath/libb.dylib")));
  write_file(tree.dir / "lib/notes.txt", "/install/lib/liba.dylib\n");
  write_file(tree.dir / "bin/python3.14t", make_mach_o(program("/install/lib/liba.dylib")));
  fs::create_hard_link(tree.dir / "bin/python3.14t", tree.dir / "bin/python3.14");
  fs::create_symlink("python3.14t", tree.dir / "bin/python3");
  tree.afterwards = {{"lib/liba.dylib", make_mach_o(library("@rpath/liba.dylib"))},
                     {"bin/python3.14t", make_mach_o(program("@executable_path/../lib/liba.dylib"))}};
  const Status moved = tree.move();
  INFO((moved ? std::string() : full_text(moved.error())));
  REQUIRE(moved);
  CHECK(tree.commands ==
        Lines{"install_name_tool -id @rpath/liba.dylib lib/liba.dylib",
              "codesign --force --sign - lib/liba.dylib",
              "install_name_tool -change /install/lib/liba.dylib @executable_path/../lib/liba.dylib "
              "bin/python3.14t",
              "codesign --force --sign - bin/python3.14t"});
  CHECK(fs::equivalent(tree.dir / "bin/python3.14t", tree.dir / "bin/python3.14"));
  CHECK(read_file(tree.dir / "bin/python3.14") == tree.afterwards["bin/python3.14t"]);
  CHECK(fs::is_symlink(tree.dir / "bin/python3"));

  tree.commands.clear();
  REQUIRE(tree.move());
  CHECK(tree.commands.empty());
}

TEST_CASE("a tool that says yes and changes nothing is found out") {
  Tree tree;
  write_file(tree.dir / "lib/liba.dylib", make_mach_o(library("/install/lib/liba.dylib")));
  const Status moved = tree.move();
  REQUIRE_FALSE(moved);
  CHECK(moved.error().code == ErrorCode::process);
  CHECK(contains(moved.error().message, "still holds paths of `/install`"));
}

TEST_CASE("a tool that fails, and one that is not there, are errors with the file") {
  for (const auto kind : {ExitStatus::exited, ExitStatus::not_found}) {
    Tree tree;
    write_file(tree.dir / "lib/liba.dylib", make_mach_o(library("/install/lib/liba.dylib")));
    tree.world.processes.answer = [&](const ProcessRequest&) {
      return ProcessOutcome{{kind, 1}, {}, {}, {}};
    };
    const Status moved = tree.move();
    REQUIRE_FALSE(moved);
    CHECK(contains(moved.error().message, "lib/liba.dylib"));
  }
}

TEST_CASE("a damaged Mach-O file in a tree is an error, one of Java is not") {
  Tree tree;
  write_file(tree.dir / "lib/x.class", std::string("\xca\xfe\xba\xbe\0\0\0\x41\xff\xff", 10));
  write_file(tree.dir / "lib/short", "\xcf\xfa\xed\xfe");
  REQUIRE(tree.move());
  write_file(tree.dir / "lib/bad.dylib", make_mach_o(library("/install/a")).substr(0, 50));
  const Status moved = tree.move();
  REQUIRE_FALSE(moved);
  CHECK(moved.error().code == ErrorCode::archive);
  CHECK(contains(moved.error().message, "`lib/bad.dylib`"));
  CHECK(tree.commands.empty());
}

}  // namespace ftenv::test

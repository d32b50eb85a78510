#include "inspect/native/loader_path.hpp"

#include "platform/process.hpp"
#include "support/temp.hpp"
#include "support/tiny_elf.hpp"

namespace ftenv::test {
namespace {

constexpr const char* k_library = "libpython3.14t.so.1.0";

struct Tree {
  TestDir dir;
  fs::path program() const { return fs::canonical(dir.path()) / "py" / "bin" / "python3.14t"; }

  void make_program(const TinyElf& elf) { write_file(dir / "py/bin/python3.14t", elf.bytes()); }
  fs::path make_library(const fs::path& folder, const TinyElf& elf = {}) {
    write_file(dir / folder / k_library, elf.bytes());
    return fs::canonical(dir.path()) / folder / k_library;
  }
  FoundLibrary find(const LoaderWorld& world) const {
    const auto needs = read_loader_needs(program());
    REQUIRE(needs);
    return find_library(program(), *needs, k_library, world);
  }
};

std::string little_endian(std::uint32_t value) {
  std::string bytes;
  for (int i = 0; i < 4; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
  return bytes;
}

// A cache with one library.
std::string cache_of(const std::string& name, const std::string& path) {
  const std::uint32_t strings = 48 + 24;
  std::string cache = "glibc-ld.so.cache1.1" + little_endian(1);
  cache.resize(48, '\0');
  cache += little_endian(3) + little_endian(strings) +
           little_endian(strings + static_cast<std::uint32_t>(name.size()) + 1) + std::string(12, '\0');
  return cache + name + '\0' + path + '\0';
}

}  // namespace

TEST_CASE("what a program asks of the loader is read from its bytes") {
  Tree tree;
  tree.make_program({{k_library, "libc.so.6"}, "/rpath", "$ORIGIN/../lib"});
  const auto needs = read_loader_needs(tree.program());
  REQUIRE(needs);
  CHECK(needs->needed == std::vector<std::string>{k_library, "libc.so.6"});
  CHECK(needs->rpath == "/rpath");
  CHECK(needs->runpath == "$ORIGIN/../lib");
  CHECK(needs->bits == 64);
  CHECK(needs->machine == 62);
}

TEST_CASE("what is no program, or only a part of one, asks for nothing") {
  TestDir dir;
  write_file(dir / "script", "#!/bin/sh\n");
  CHECK_FALSE(read_loader_needs(dir / "script"));
  CHECK_FALSE(read_loader_needs(dir / "nothing"));
  const std::string whole = TinyElf{{k_library}, "", "/x"}.bytes();
  for (std::size_t size = 0; size + 40 < whole.size(); size += 7) {
    write_file(dir / "part", whole.substr(0, size));
    const auto needs = read_loader_needs(dir / "part");
    CHECK((!needs || needs->needed != std::vector<std::string>{k_library}));
  }
}

TEST_CASE("the loader's order is followed") {
  Tree tree;
  const std::string variable = (tree.dir / "variable").string();
  LoaderWorld world;
  world.library_path = "/nowhere::" + variable;
  world.cache = cache_of(k_library, (tree.dir / "cached" / k_library).string());
  world.folders = {tree.dir / "system"};
  const fs::path own = tree.make_library("py/lib");
  tree.make_library("variable");
  tree.make_library("cached");
  tree.make_library("system");

  SECTION("RPATH beats LD_LIBRARY_PATH") {
    tree.make_program({{k_library}, "$ORIGIN/../lib", ""});
    CHECK(tree.find(world).via == "RPATH");
    CHECK(fs::canonical(tree.find(world).path) == own);
  }
  SECTION("LD_LIBRARY_PATH beats RUNPATH, and RUNPATH makes RPATH forgotten") {
    tree.make_program({{k_library}, "$ORIGIN/../lib", "${ORIGIN}/../lib"});
    CHECK(tree.find(world).via == "LD_LIBRARY_PATH");
    world.library_path.clear();
    CHECK(tree.find(world).via == "RUNPATH");
    CHECK(fs::canonical(tree.find(world).path) == own);
  }
  SECTION("then the cache, then the system's folders, then nothing") {
    tree.make_program({{k_library}, "", "/nowhere"});
    world.library_path.clear();
    CHECK(tree.find(world).via == "the loader's cache");
    world.cache.clear();
    CHECK(tree.find(world).via == "the system's folders");
    world.folders.clear();
    CHECK(tree.find(world).path.empty());
  }
  SECTION("a library of another machine is passed over") {
    tree.make_program({{k_library}, "", "$ORIGIN/../lib"});
    TinyElf other;
    other.machine = 183;
    tree.make_library("variable", other);
    CHECK(tree.find(world).via == "RUNPATH");
  }
}

TEST_CASE("this system's cache has this system's C library") {
  const LoaderWorld world = system_loader("");
  if (world.cache.empty()) {
    WARN("skipped: there is no cache of the loader here");
    return;
  }
  const auto found = cached_libraries(world.cache, "libc.so.6");
  REQUIRE_FALSE(found.empty());
  FsError ignored;
  CHECK(fs::is_regular_file(found.front(), ignored));
  CHECK(cached_libraries(world.cache.substr(0, 100), "libc.so.6").empty());
  CHECK(cached_libraries("rubbish", "libc.so.6").empty());
}

TEST_CASE("a real program's C library is found") {
  const auto shell = find_program("sh", "/usr/bin:/bin");
  REQUIRE(shell);
  const fs::path file = fs::canonical(*shell);
  const auto needs = read_loader_needs(file);
  if (!needs || needs->needed.empty() || needs->needed.front() != "libc.so.6") {
    WARN("skipped: this system's shell is not linked with glibc");
    return;
  }
  const FoundLibrary found = find_library(file, *needs, "libc.so.6", system_loader(""));
  FsError ignored;
  CHECK(fs::is_regular_file(found.path, ignored));
}

}  // namespace ftenv::test

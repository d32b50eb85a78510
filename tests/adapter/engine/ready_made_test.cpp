// Ready-made interpreters in miniature: an archive on this disk, taken through the real downloader.
#include "base/text.hpp"
#include "cpython_tree.hpp"
#include "engine/steps/steps.hpp"
#include "engine/toolchain/manifest.hpp"
#include "engine/toolchain/store.hpp"
#include "inspect/native/mach_o_names.hpp"
#include "support/native_maker.hpp"

using namespace ftenv;
using namespace ftenv::test;

namespace {

struct Shelf {
  const TestDir dir;
  MiniRun run{dir.path()};
  std::unique_ptr<Downloader> downloader = make_downloader({}, run.world.cancel);
  Services services{run.processes,
                    *downloader,
                    run.world.packages,
                    run.reporter,
                    run.world.clock,
                    run.world.cancel,
                    run.world.recipes,
                    run.world.host,
                    run.world.store,
                    run.world.user_environment,
                    run.world.child_environment,
                    {}};
  Options options;
  RunState state;
  Plan plan;
  std::vector<PythonWish> wishes = parse_python_wishes("3.14").value();
  std::unique_ptr<StepKind> step = make_python_step();

  Shelf() {
    PrebuiltRecipe& recipe = run.world.recipes.cpython.prebuilt;
    run.world.host.libc = "glibc";
    run.world.host.libc_version = "2.36";
    run.world.recipes.compatibility.first_free_threaded = *Version::parse("3.13.0");
    recipe.name = "the makers";
    recipe.roots = {"file://" + (dir / "first").string(), "file://" + (dir / "second").string()};
    recipe.path = "{version}.tar.gz";
    recipe.targets = {{"linux-x86_64-glibc", "here"}};
    recipe.prefix = "/install";
    recipe.programs = {{"clang", "cc"}};
    options.from = "prebuilt";
  }
  void put(const std::string& folder,
           const std::string& sysconfig = "{'CC': 'clang', 'LIBDIR': '/install/lib'}\n") {
    const fs::path file = dir / folder / "3.14.7.tar.gz";
    fs::create_directories(file.parent_path());
    make_archive(file, {{"python/bin/python3.14t", ArchiveEntry::file, k_fake_interpreter, 0755},
                        {"python/lib/libpython3.14t.so.1.0", ArchiveEntry::file, ""},
                        {"python/lib/python3.14t/_sysconfigdata_t_linux_.py", ArchiveEntry::file, sysconfig},
                        {"python/lib/python3.14t/__pycache__/_sysconfigdata_t_linux_.cpython-314t.pyc",
                         ArchiveEntry::file, "stale"}});
  }
  void pin(const std::string& folder) {
    run.world.recipes.cpython.prebuilt.releases = {
        {*Version::parse("3.14.7"),
         "tag",
         "",
         {{"here", sha256_of_file(dir / folder / "3.14.7.tar.gz").value()}}}};
  }
  Status take() {
    StepContext context{services, options, nullptr, wishes, state, plan};
    FTENV_TRY(const Probe probe, step->probe(context));
    if (probe.verdict == Verdict::ready) return {};
    FTENV_TRY(const std::string because, step->apply(context));
    return {};
  }
  bool nothing_published() {
    return list_toolchains(services).empty() &&
           (!fs::exists(services.store.staging()) || fs::is_empty(services.store.staging()));
  }
};

}  // namespace

TEST_CASE("a ready-made interpreter is put right, verified and kept") {
  Shelf shelf;
  shelf.put("first");
  shelf.pin("first");
  const Status taken = shelf.take();
  INFO((taken ? std::string() : full_text(taken.error())));
  REQUIRE(taken);
  REQUIRE(shelf.state.python);
  const fs::path prefix = shelf.state.python->prefix;
  CHECK(shelf.state.python->origin == "prebuilt");
  CHECK(shelf.state.python->pinned);
  CHECK(prefix.parent_path() == shelf.services.store.pythons());
  CHECK(read_file(prefix / "lib/python3.14t/_sysconfigdata_t_linux_.py") ==
        "{'CC': 'cc', 'LIBDIR': '" + prefix.string() + "/lib'}\n");
  CHECK_FALSE(fs::exists(prefix / "lib/python3.14t/__pycache__/_sysconfigdata_t_linux_.cpython-314t.pyc"));
  CHECK(load_manifest(prefix)->origin == "prebuilt");
  CHECK(shelf.run.calls() == Calls{"compileall"});
  CHECK(fs::is_empty(shelf.services.store.staging()));

  SECTION("the next run has it") {
    fs::remove_all(shelf.dir / "first");
    Shelf again;
    again.run.world.store = shelf.run.world.store;
    again.run.world.recipes.cpython.prebuilt = shelf.run.world.recipes.cpython.prebuilt;
    REQUIRE(again.take());
    CHECK(again.state.python->prefix == prefix);
  }
  SECTION("but not for --from source") {
    shelf.options.from = "source";
    CHECK_FALSE(shelf.take());
  }
}

TEST_CASE("on macOS a library that names its maker's folder is renamed before the interpreter is asked") {
  Shelf shelf;
  MachOParts library{{}, {}};
  library.id = "/install/lib/libpython3.14t.dylib";
  library.room = 64;
  fs::create_directories(shelf.dir / "first");
  make_archive(shelf.dir / "first" / "3.14.7.tar.gz",
               {{"python/bin/python3.14t", ArchiveEntry::file, k_fake_interpreter, 0755},
                {"python/lib/libpython3.14t.so.1.0", ArchiveEntry::file, ""},  // which the fake one loads
                {"python/lib/libpython3.14t.dylib", ArchiveEntry::file, make_mach_o(library)}});
  shelf.pin("first");
  const fs::path tools = shelf.dir / "tools";
  const auto tool = [&](const std::string& name, const std::string& script) {
    write_file(tools / name, "#!/bin/sh\n" + script);
    fs::permissions(tools / name, fs::owner_all);
  };
  // Both names are 33 bytes long with the zeros at the end.
  tool("install_name_tool",
       "for file; do :; done\necho \"name $2\" >>\"$FAKE/calls\"\n"
       "LC_ALL=C sed -i 's,/install/lib/libpython3.14t.dylib,@rpath/libpython3.14t.dylib\\x00\\x00\\x00\\x00"
       "\\x00\\x00,' \"$file\"\n");
  tool("codesign", "echo sign >>\"$FAKE/calls\"\n");
  shelf.run.world.child_environment.set("PATH", tools.string() + ":/usr/bin:/bin");
  shelf.run.world.recipes.cpython.prebuilt.targets = {{"macos-arm64", "here"}};
  shelf.run.world.host.os = "macos";
  shelf.run.world.host.arch = "arm64";
  shelf.run.world.host.libc.clear();
  const Status taken = shelf.take();
  INFO((taken ? std::string() : full_text(taken.error())));
  REQUIRE(taken);
  CHECK(shelf.run.calls() == Calls{"name @rpath/libpython3.14t.dylib", "sign", "compileall"});
  const std::string bytes = read_file(shelf.state.python->prefix / "lib/libpython3.14t.dylib");
  CHECK(read_mach_o_names(bytes, "it").value().front().id == "@rpath/libpython3.14t.dylib");
}

TEST_CASE("of a full archive what is installed is taken, and nothing beside it") {
  Shelf shelf;
  fs::create_directories(shelf.dir / "first");
  make_archive(shelf.dir / "first" / "3.14.7-full.tar.zst",
               {{"python/PYTHON.json", ArchiveEntry::file, "{}"},
                {"python/build/objects.a", ArchiveEntry::file, std::string(100'000, 'x')},
                {"python/install/bin/python3.14t", ArchiveEntry::file, k_fake_interpreter, 0755},
                {"python/install/lib/libpython3.14t.so.1.0", ArchiveEntry::file, ""}},
               ArchiveFormat::tar_zst);
  const std::string sha256 = sha256_of_file(shelf.dir / "first" / "3.14.7-full.tar.zst").value();
  shelf.run.world.recipes.cpython.prebuilt.releases = {
      {*Version::parse("3.14.7"), "tag", "{version}-full.tar.zst", {{"here", sha256}}}};
  const Status taken = shelf.take();
  INFO((taken ? std::string() : full_text(taken.error())));
  REQUIRE(taken);
  CHECK(fs::exists(shelf.state.python->prefix / "bin/python3.14t"));
  CHECK_FALSE(fs::exists(shelf.state.python->prefix / "build"));
  CHECK_FALSE(fs::exists(shelf.state.python->prefix / "install"));
}

TEST_CASE("wrong bytes at one mirror are made good by the next, and without one nothing stays") {
  Shelf shelf;
  shelf.put("first", "other\n");
  shelf.put("second");
  SECTION("the second has the right ones") {
    shelf.pin("second");
    REQUIRE(shelf.take());
    CHECK(shelf.state.python->from == "file://" + (shelf.dir / "second" / "3.14.7.tar.gz").string());
  }
  SECTION("nobody has") {
    shelf.pin("second");
    shelf.put("second", "changed afterwards\n");
    const Status taken = shelf.take();
    REQUIRE_FALSE(taken);
    CHECK(taken.error().code == ErrorCode::checksum);
    CHECK(shelf.nothing_published());
  }
}

TEST_CASE("a ready-made interpreter that is not what it should be is not published") {
  Shelf shelf;
  shelf.put("first");
  shelf.pin("first");
  SECTION("it starts with the GIL") {
    shelf.run.set("gil");
  }
  SECTION("it thinks that it is elsewhere, and so finds no library of its own") {
    shelf.run.set("fixed-prefix");
  }
  SECTION("the disk is too small") {
    shelf.run.world.recipes.cpython.install_bytes = std::int64_t{1} << 60;
  }
  const Status taken = shelf.take();
  REQUIRE_FALSE(taken);
  CHECK(shelf.nothing_published());
}

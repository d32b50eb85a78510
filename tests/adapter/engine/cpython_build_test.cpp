#include "base/text.hpp"
#include "cpython_tree.hpp"
#include "engine/ledger.hpp"
#include "engine/toolchain/manifest.hpp"

using namespace ftenv;
using namespace ftenv::test;

TEST_CASE("a build ends in the store, verified, recorded, and leaves nothing else") {
  const TestDir dir;
  MiniRun run(dir.path());
  const auto toolchain = run.run();
  INFO((toolchain ? std::string() : full_text(toolchain.error())));
  REQUIRE(toolchain);

  CHECK(toolchain->prefix == run.prefix);
  CHECK(toolchain->executable == run.prefix / "bin/python3.14t");
  CHECK(toolchain->relocatable);
  CHECK(toolchain->sha256 == run.build.source.sha256);
  CHECK(run.calls() == Calls{"configure", "make", "install", "compileall"});
  CHECK(contains(read_file(run.fake / "configure-environment"), "CFLAGS_NODIST=-g0"));

  CHECK(fs::read_symlink(run.prefix / "bin/python") == "python3.14t");
  CHECK(starts_with(read_file(run.prefix / "bin/pydoc3.14"), "#!/bin/sh\n"));
  CHECK((fs::status(run.prefix / "bin/pydoc3.14").permissions() & fs::owner_exe) != 0);
  const auto manifest = load_manifest(run.prefix);
  REQUIRE(manifest);
  CHECK(manifest->abi == "cp314t");
  CHECK(manifest->threads.speedup() == 2.0);

  const auto entries = Ledger(run.world.store.ledger()).entries();
  REQUIRE(entries);
  REQUIRE(entries->size() == 2);  // the folder `pythons`, and what it was made for
  CHECK(entries->front().kind == k_made_folder);
  CHECK(fs::path(entries->back().path).filename() == run.prefix.filename());
  CHECK(entries->back().kind == k_made_tree);
  CHECK(run.nothing_staged());
  CHECK_FALSE(fs::exists(run.tree()));
  CHECK(contains(join(run.reporter.stages, ","), "configuring"));
}

TEST_CASE("a missing module stops before make and names the package; afterwards configure is asked again") {
  const TestDir dir;
  MiniRun run(dir.path());
  run.set("ctypes", "missing");
  const auto failed = run.run();
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == ErrorCode::process);
  CHECK(contains(failed.error().message, "`_ctypes`"));
  CHECK(contains(failed.error().message, "`libffi-dev`"));
  CHECK(contains(full_text(failed.error()), "fake-install libffi-dev"));
  CHECK(failed.error().log);
  CHECK(run.calls() == Calls{"configure"});
  CHECK_FALSE(fs::exists(run.prefix));

  write_file(run.tree() / "source/here-since-the-first-run", "");
  run.clear("ctypes");
  MiniRun again(dir.path());
  REQUIRE(again.run());
  CHECK(again.calls() == Calls{"configure", "make", "install", "compileall"});
  CHECK_FALSE(contains(join(again.reporter.stages, ","), "unpacking"));
}

TEST_CASE("a make that fails shows the line that matters; the next run goes on without configure") {
  const TestDir dir;
  MiniRun run(dir.path());
  run.set("broken-make");
  const auto failed = run.run();
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == ErrorCode::process);
  CHECK(contains(full_text(failed.error()), "unknown type name 'boom'"));
  CHECK(run.nothing_staged());
  run.calls();

  run.clear("broken-make");
  MiniRun again(dir.path());
  REQUIRE(again.run());
  CHECK(again.calls() == Calls{"make", "install", "compileall"});
}

TEST_CASE("an interruption stops make; the next run goes on from there") {
  const TestDir dir;
  MiniRun run(dir.path());
  run.set("slow-make");
  run.reporter.cancel_at = "compiling";
  const auto stopped = run.run();
  REQUIRE_FALSE(stopped);
  CHECK(stopped.error().code == ErrorCode::interrupted);
  CHECK_FALSE(fs::exists(run.prefix));
  CHECK(run.nothing_staged());
  run.calls();

  run.clear("slow-make");
  MiniRun again(dir.path());
  REQUIRE(again.run());
  CHECK(again.calls().front() == "make");
}

TEST_CASE("a tree in which a run was killed is not trusted") {
  const TestDir dir;
  MiniRun run(dir.path());
  run.set("broken-make");
  REQUIRE_FALSE(run.run());
  run.calls();
  write_file(run.tree() / ".working", "");  // as kill -9 in the middle of make leaves it
  write_file(run.tree() / "source.part/half", "");

  run.clear("broken-make");
  MiniRun again(dir.path());
  REQUIRE(again.run());
  CHECK(again.calls() == Calls{"configure", "make", "install", "compileall"});
  CHECK(starts_with(again.reporter.stages.front(), "unpacking"));
}

TEST_CASE("configure's own failure is explained") {
  const TestDir dir;
  MiniRun run(dir.path());
  run.set("no-compiler");
  const auto failed = run.run();
  REQUIRE_FALSE(failed);
  CHECK(contains(failed.error().message, "configure of CPython 3.14.7"));
  CHECK(contains(full_text(failed.error()), "no acceptable C compiler"));
  CHECK(failed.error().log);
}

TEST_CASE("an interpreter that is not what was asked for never gets its name") {
  const TestDir dir;
  MiniRun run(dir.path());
  SECTION("the GIL is on") {
    run.set("gil");
    const auto failed = run.run();
    REQUIRE_FALSE(failed);
    CHECK(contains(failed.error().message, "with the GIL on"));
  }
  SECTION("it works in one place only") {
    run.set("fixed-prefix");
    const auto failed = run.run();
    REQUIRE_FALSE(failed);
    CHECK(contains(failed.error().message, "not its own library"));
  }
  SECTION("its version is another one") {
    run.build.source.version = *Version::parse("3.14.8");
    const auto failed = run.run();
    REQUIRE_FALSE(failed);
    CHECK(contains(failed.error().message, "3.14.8"));
  }
  CHECK_FALSE(fs::exists(run.prefix));
  CHECK(run.nothing_staged());
}

TEST_CASE("what can't work is refused before anything is written") {
  const TestDir dir;
  MiniRun run(dir.path());
  SECTION("no space") {
    run.world.recipes.cpython.build_bytes = std::int64_t{1} << 60;
    const auto failed = run.run();
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == ErrorCode::disk);
    CHECK(contains(failed.error().message, run.world.store.builds().string()));
    CHECK(contains(full_text(failed.error()), "XDG_CACHE_HOME"));
  }
  SECTION("a path that make can't take") {
    run.prefix = run.world.store.pythons() / "my python";
    const auto failed = run.run();
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == ErrorCode::unsupported);
    CHECK(contains(full_text(failed.error()), "FTENV_HOME"));
  }
  SECTION("no compiler") {
    run.world.child_environment.set("PATH", (dir / "empty").string());
    const auto failed = run.run();
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == ErrorCode::unsupported);
    CHECK(failed.error().finding == "PY-01");
  }
  CHECK_FALSE(fs::exists(run.world.store.home));
  CHECK_FALSE(fs::exists(run.world.store.cache));
  CHECK(run.calls().empty());
}

TEST_CASE("an archive that is something else is an archive error and leaves no tree") {
  const TestDir dir;
  MiniRun run(dir.path());
  SECTION("no configure in it") {
    run.write_archive("configure.ac");
  }
  SECTION("no archive at all") {
    write_file(run.build.source.path, "<html>sign in</html>");
  }
  const auto failed = run.run();
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == ErrorCode::archive);
  CHECK_FALSE(fs::exists(run.tree() / "source"));
  CHECK_FALSE(fs::exists(run.tree() / "source.part"));
}

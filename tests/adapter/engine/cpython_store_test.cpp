#include "base/text.hpp"
#include "cpython_tree.hpp"
#include "engine/cpython/c_compiler.hpp"
#include "engine/toolchain/store.hpp"

using namespace ftenv;
using namespace ftenv::test;

TEST_CASE("toolchains are found by their manifest and their answer") {
  const TestDir dir;
  MiniRun run(dir.path());
  REQUIRE(run.run());
  const auto found = find_toolchain(run.services, run.prefix);
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->facts.version.text() == "3.14.7");
  CHECK(list_toolchains(run.services).size() == 1);

  SECTION("nothing there") {
    const auto none = find_toolchain(run.services, run.prefix.parent_path() / "cpython-other");
    REQUIRE(none);
    CHECK_FALSE(*none);
  }
  SECTION("the interpreter is gone or broken") {
    write_file(run.prefix / "bin/python3.14t", "#!/bin/sh\nexit 1\n");
    const auto none = find_toolchain(run.services, run.prefix);
    REQUIRE(none);
    CHECK_FALSE(*none);
    CHECK(list_toolchains(run.services).empty());
  }
  SECTION("a build over a broken one replaces it") {
    write_file(run.prefix / "bin/python3.14t", "#!/bin/sh\nexit 1\n");
    MiniRun again(dir.path());
    REQUIRE(again.run());
    CHECK(list_toolchains(again.services).size() == 1);
  }
  SECTION("moved to another directory it is the same") {
    const fs::path moved = run.prefix.parent_path() / "moved";
    fs::rename(run.prefix, moved);
    const auto other = find_toolchain(run.services, moved);
    REQUIRE(other);
    REQUIRE(*other);
    CHECK((*other)->executable == moved / "bin/python3.14t");
  }
}

TEST_CASE("the prefix is the same for the same inputs and another for another compiler") {
  const TestDir dir;
  MiniRun run(dir.path());
  const auto write_compiler = [&](const std::string& folder, const std::string& version) {
    write_file(dir / folder / "gcc", "#!/bin/sh\necho '" + version + "'\n");
    fs::permissions(dir / folder / "gcc", fs::owner_all);
  };
  write_compiler("a", "gcc 12.2.0");
  write_compiler("b", "gcc 13.1.0");
  const auto prefix_with = [&](const std::string& folder) {
    run.world.child_environment.set("PATH", (dir / folder).string() + ":/usr/bin:/bin");
    return toolchain_prefix(run.services, run.build).value();
  };
  const fs::path first = prefix_with("a");
  CHECK(first.parent_path() == run.world.store.pythons());
  CHECK(starts_with(first.filename().string(), "cpython-3.14.7t-linux-x86_64"));
  CHECK(prefix_with("a") == first);
  CHECK(prefix_with("b") != first);
}

TEST_CASE("a compiler that does not run is named") {
  const TestDir dir;
  MiniRun run(dir.path());
  write_file(dir / "bin/gcc", "#!/bin/sh\nexit 3\n");
  fs::permissions(dir / "bin/gcc", fs::owner_all);
  run.world.child_environment.set("PATH", (dir / "bin").string());
  const auto compiler = find_c_compiler(run.services);
  REQUIRE_FALSE(compiler);
  CHECK(contains(compiler.error().message, (dir / "bin/gcc").string()));
  CHECK(contains(compiler.error().message, "exit code 3"));
}

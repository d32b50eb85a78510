// Which rustc answers is known without asking it, and noticed when it becomes another one.
#include "engine/rust/toolchain.hpp"

#include "base/files.hpp"
#include "support/catch.hpp"
#include "support/fakes.hpp"

namespace ftenv::test {

TEST_CASE("an update of a toolchain is noticed behind rustup's proxy, which stays the same") {
  FakeWorld world;
  world.host.os = "linux";
  const fs::path home = world.directory.path(), bin = home / "bin";
  const fs::path toolchain = home / "rustup" / "toolchains" / "stable";
  const auto program = [](const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    REQUIRE(write_text_atomically(file, text));
    fs::permissions(file, fs::perms::owner_all);
  };
  for (const char* name : {"rustc", "cargo"}) program(bin / name, "the proxy");
  program(toolchain / "bin" / "rustc", "1.95.0");
  fs::create_directories(home / "rustup" / "update-hashes");
  world.child_environment.set("PATH", bin.string());
  world.child_environment.set("RUSTUP_HOME", (home / "rustup").string());
  const auto identity = [&] { return rust_identity(world.services, home / "project"); };

  const std::string first = identity();
  REQUIRE_FALSE(first.empty());
  CHECK(identity() == first);
  program(toolchain / "bin" / "rustc", "a newer one");
  const std::string second = identity();
  CHECK(second != first);
  program(home / "rustup" / "toolchains" / "nightly" / "bin" / "rustc", "another");
  CHECK(identity() != second);
}

}  // namespace ftenv::test

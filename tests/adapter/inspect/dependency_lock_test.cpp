#include "inspect/locks/dependency_lock.hpp"

#include "support/catch.hpp"
#include "support/temp.hpp"

namespace ftenv {
namespace {

using test::full_text;
using test::TestDir;
using test::write_file;

constexpr const char* k_uv =
    "version = 1\n[[package]]\nname = \"x\"\nversion = \"1.0\"\nwheels = [\n"
    "    { url = \"https://files.invalid/x-1.0-py3-none-any.whl\", hash = \"sha256:00\" },\n]\n";

TEST_CASE("a project's lock is found, the one that says most first", "[lock]") {
  const TestDir dir;
  CHECK_FALSE(find_dependency_lock(dir.path()));
  write_file(dir / "requirements.txt", "numpy>=2\n");
  CHECK_FALSE(find_dependency_lock(dir.path()));  // wishes, no lock
  write_file(dir / "requirements.txt", "x==1.0 --hash=sha256:00\n");
  CHECK(find_dependency_lock(dir.path()) == dir / "requirements.txt");
  write_file(dir / "poetry.lock", "");
  CHECK(find_dependency_lock(dir.path()) == dir / "poetry.lock");
  write_file(dir / "uv.lock", k_uv);
  CHECK(find_dependency_lock(dir.path()) == dir / "uv.lock");
}

TEST_CASE("what a file is, is seen by its name or by what is in it", "[lock]") {
  const TestDir dir;
  write_file(dir / "uv.lock", k_uv);
  const auto uv = read_dependency_lock(dir / "uv.lock");
  REQUIRE(uv);
  CHECK(uv->kind == LockKind::uv);
  REQUIRE(uv->packages.size() == 1);
  CHECK(uv->packages[0].wheels == std::vector<std::string>{"x-1.0-py3-none-any.whl"});

  write_file(dir / "pylock.test.toml", "lock-version = \"1.0\"\n[[packages]]\nname = \"x\"\n");
  const auto pylock = read_dependency_lock(dir / "pylock.test.toml");
  REQUIRE(pylock);
  CHECK(pylock->kind == LockKind::pylock);

  write_file(dir / "other.lock", "[metadata]\ncontent-hash = \"00\"\n");
  const auto poetry = read_dependency_lock(dir / "other.lock");
  REQUIRE(poetry);
  CHECK(poetry->kind == LockKind::poetry);

  write_file(dir / "pinned.in", "x==1.0\n");
  const auto requirements = read_dependency_lock(dir / "pinned.in");
  REQUIRE(requirements);
  CHECK(requirements->kind == LockKind::requirements);
}

TEST_CASE("pyproject.toml beside a lock says what was asked for", "[lock]") {
  const TestDir dir;
  write_file(dir / "pyproject.toml", "[project]\nname = \"Demo\"\ndependencies = [\"x[fast]\"]\n");
  write_file(dir / "pylock.toml", "lock-version = \"1.0\"\n[[packages]]\nname = \"x\"\n");
  const auto lock = read_dependency_lock(dir / "pylock.toml");
  REQUIRE(lock);
  CHECK(lock->project == "demo");
  REQUIRE(lock->direct.size() == 1);
  CHECK(lock->direct[0].requirement.extras == std::vector<std::string>{"fast"});
}

TEST_CASE("what can't be read says which file and where", "[lock]") {
  const TestDir dir;
  write_file(dir / "uv.lock", "version = 1\n[[package]]\nname = \n");
  const auto broken = read_dependency_lock(dir / "uv.lock");
  REQUIRE_FALSE(broken);
  CHECK(broken.error().code == ErrorCode::project);
  CHECK(full_text(broken.error()).find("uv.lock:3:") != std::string::npos);
  const auto missing = read_dependency_lock(dir / "none.lock");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::usage);
  write_file(dir / "Cargo.lock", "version = \"x\"\n");
  CHECK_FALSE(read_dependency_lock(dir / "Cargo.lock"));
}

TEST_CASE("an environment is read by the records of what is installed", "[lock]") {
  const TestDir dir;
  const fs::path info = dir / "lib/python3.14t/site-packages/Swift_IO-2.0.dist-info";
  write_file(info / "RECORD", "swift_io/__init__.py,,\n");
  write_file(info / "WHEEL", "Wheel-Version: 1.0\nTag: cp314-cp314t-manylinux_2_17_x86_64\n");
  write_file(info / "METADATA",
             "Name: Swift_IO\nRequires-Python: >=3.9\nRequires-Dist: looper>=1 ; extra == 'loop'\n\n"
             "Requires-Dist: not-me\n");
  const auto lock = read_dependency_lock(dir.path());
  REQUIRE(lock);
  CHECK(lock->kind == LockKind::installed);
  REQUIRE(lock->packages.size() == 1);
  const LockedDistribution& one = lock->packages[0];
  CHECK(one.name == "swift-io");
  CHECK(one.requires_python == ">=3.9");
  CHECK(one.wheels == std::vector<std::string>{"Swift_IO-2.0-cp314-cp314t-manylinux_2_17_x86_64.whl"});
  REQUIRE(one.needs.size() == 1);
  CHECK(one.needs[0].marker == "extra == 'loop'");
  const TestDir empty;
  CHECK_FALSE(read_dependency_lock(empty.path()));
}

}  // namespace
}  // namespace ftenv

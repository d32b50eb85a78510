#include "engine/toolchain/manifest.hpp"
#include "support/catch.hpp"
#include "support/temp.hpp"

using namespace ftenv;

namespace {

ToolchainManifest sample() {
  ToolchainManifest manifest;
  manifest.version = *Version::parse("3.14.7");
  manifest.abi = "cp314t";
  manifest.executable = "bin/python3.14t";
  manifest.origin = "archive";
  manifest.sha256 = std::string(64, 'c');
  manifest.pinned = false;
  manifest.from = "--archive";
  manifest.configure = {"--disable-gil"};
  manifest.make = {"LINKFORSHARED=\\$$ORIGIN"};
  manifest.compile_flags = "-g0";
  manifest.link_flags = "-s";
  manifest.compiler = "/usr/bin/gcc";
  manifest.compiler_version = "gcc 12";
  manifest.libc = "glibc 2.36";
  manifest.optimized = true;
  manifest.tkinter = true;
  manifest.created = "2026-01-02T03:04:05Z";
  manifest.relocatable = true;
  manifest.threads = {2.0, 1.0, 2};
  return manifest;
}

}  // namespace

TEST_CASE("a manifest is read as it was written") {
  const test::TestDir dir;
  REQUIRE(write_manifest(dir.path(), sample()));
  const auto read = load_manifest(dir.path());
  REQUIRE(read);
  CHECK(manifest_json(*read).dump() == manifest_json(sample()).dump());
  CHECK(read->threads.speedup() == 2.0);
  CHECK_FALSE(read->pinned);
  CHECK(read->optimized);
}

TEST_CASE("what is no manifest of ours is none") {
  const test::TestDir dir;
  CHECK_FALSE(load_manifest(dir.path()));
  for (const char* text :
       {"", "not JSON", "[]", "{}", "{\"schema\": 2, \"version\": \"3.14.7\", \"executable\": \"x\"}",
        "{\"schema\": 1, \"version\": \"three\", \"executable\": \"x\"}",
        "{\"schema\": 1, \"version\": \"3.14.7\"}"}) {
    INFO(text);
    test::write_file(dir / ".ftenv/toolchain.json", text);
    CHECK_FALSE(load_manifest(dir.path()));
  }
}

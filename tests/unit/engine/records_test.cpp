#include "base/files.hpp"
#include "engine/build_inputs.hpp"
#include "engine/ledger.hpp"
#include "engine/project_record.hpp"
#include "support/catch.hpp"
#include "support/fakes.hpp"

using namespace ftenv;

namespace {

std::string digest(const fs::path& root, const std::string& fact = "") {
  return digest_of_inputs({root}, {fact}).value();
}

void write(const fs::path& path, const std::string& text) {
  REQUIRE(make_directories(path.parent_path()).has_value());
  REQUIRE(write_text_atomically(path, text).has_value());
}

}  // namespace

TEST_CASE("a project's record comes back as it was saved") {
  test::FakeWorld world;
  const fs::path venv = world.directory.path();
  ProjectRecord record;
  record.wishes = "3.14,3.13";
  record.skipped = {{"3.14", "no \"network\"\nhere"}};
  record.extension_features = {"free-threaded", "more"};
  record.extension_file_digest = "abc";
  record.witness_of = "abc";
  record.gil_enabled_after_import = false;
  record.serial_s = 0.25;
  record.environment_checked = true;
  record.environment_watched = {"PYTHON_CONFIGURE_OPTS"};
  REQUIRE(save_record(venv, record).has_value());
  const ProjectRecord loaded = load_record(venv);
  CHECK(loaded.wishes == record.wishes);
  REQUIRE(loaded.skipped.size() == 1);
  CHECK(loaded.skipped[0].reason == record.skipped[0].reason);
  CHECK(loaded.extension_features == record.extension_features);
  CHECK(loaded.witness_of == "abc");
  CHECK_FALSE(loaded.gil_enabled_after_import);
  CHECK(loaded.serial_s == 0.25);
  CHECK(loaded.environment_watched == record.environment_watched);
}

TEST_CASE("a damaged record counts as none, and none never claims a proof") {
  test::FakeWorld world;
  const fs::path venv = world.directory.path();
  CHECK(load_record(venv).gil_enabled_after_import);
  write(record_path(venv), "{\"schema\": 1, \"witness\": {\"gil_enabled_after_import\": fal");
  CHECK(load_record(venv).gil_enabled_after_import);
  write(record_path(venv), "{\"schema\": 99, \"witness\": {\"of\": \"x\"}}");
  CHECK(load_record(venv).witness_of.empty());
}

TEST_CASE("the ledger gives back what was recorded and survives a torn last line") {
  test::FakeWorld world;
  const fs::path file = world.directory.path() / "store" / "ledger.jsonl";
  Ledger ledger(file);
  CHECK(ledger.entries().value().empty());
  REQUIRE(ledger.record({"directory", "/a/b \"c\"", "venv", "", "t1", ""}).has_value());
  REQUIRE(ledger.record({"file", "/x", "extension", "123", "t2", ""}).has_value());
  const std::string text = read_text(file).value();
  write(file, text + "{\"kind\": \"fi");
  const auto entries = ledger.entries().value();
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].path == "/a/b \"c\"");
  CHECK(entries[1].digest == "123");
}

TEST_CASE("what was removed is no longer in the ledger, and a cut line spoils no other") {
  test::FakeWorld world;
  const fs::path file = world.directory.path() / "ledger.jsonl";
  Ledger ledger(file, "run-1");
  REQUIRE(ledger.record({k_made_folder, "/nowhere/a", "venv", "", "t1", ""}));
  REQUIRE(ledger.record({k_made_tree, "/nowhere/a/b", "venv", "", "t1", ""}));
  write(file, read_text(file).value() + "{\"kind\": \"fi");
  REQUIRE(ledger.record_removed({k_made_tree, "/nowhere/a/b", "", "", "t2", ""}));
  REQUIRE(ledger.record({k_made_folder, "/nowhere/a", "venv", "", "t3", ""}));
  const auto entries = ledger.entries().value();
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].time == "t3");
  CHECK(entries[0].run == "run-1");
  CHECK(ledger.has(k_made_folder, "/nowhere/a"));
  CHECK_FALSE(ledger.has(k_made_tree, "/nowhere/a/b"));
}

TEST_CASE("the inputs' digest follows the sources and the facts, and nothing that tools write") {
  test::FakeWorld world;
  const fs::path root = world.directory.path() / "project";
  write(root / "src" / "lib.rs", "fn a() {}");
  write(root / "Cargo.toml", "[package]");
  const std::string before = digest(root);
  CHECK(digest(root) == before);

  SECTION("outputs do not count") {
    write(root / "target" / "debug" / "x", "1");
    write(root / ".git" / "HEAD", "1");
    write(root / "pkg" / "__pycache__" / "m.pyc", "1");
    write(root / "pkg" / "m.cpython-314t-x86_64-linux-gnu.so", "1");
    write(root / "env" / "pyvenv.cfg", "home = /");
    write(root / "env" / "lib" / "x.py", "1");
    CHECK(digest(root) == before);
  }
  SECTION("an edit of the same length counts") {
    write(root / "src" / "lib.rs", "fn b() {}");
    CHECK(digest(root) != before);
  }
  SECTION("a new file counts") {
    write(root / "src" / "new.rs", "");
    CHECK(digest(root) != before);
  }
  SECTION("a rename counts") {
    fs::rename(root / "src" / "lib.rs", root / "src" / "main.rs");
    CHECK(digest(root) != before);
  }
  SECTION("a link's target counts, and the link is not followed") {
    fs::create_symlink("/etc", root / "link");
    const std::string linked = digest(root);
    CHECK(linked != before);
    fs::remove(root / "link");
    fs::create_symlink("/usr", root / "link");
    CHECK(digest(root) != linked);
  }
  SECTION("a fact counts") {
    CHECK(digest(root, "rustc 1") != digest(root, "rustc 2"));
  }
}

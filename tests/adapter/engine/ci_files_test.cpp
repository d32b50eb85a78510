// Which workflows `ci check` looks at.
#include "engine/ci/ci_check.hpp"
#include "support/catch.hpp"
#include "support/temp.hpp"

using namespace ftenv;
using namespace ftenv::test;

TEST_CASE("ci check: a folder stands for its workflows, a file for itself") {
  TestDir directory;
  const fs::path root = directory.path();
  write_file(root / ".github" / "workflows" / "a.yml", "on: push\n");
  write_file(root / ".github" / "workflows" / "b.yaml", "on: push\n");
  write_file(root / ".github" / "workflows" / "notes.md", "not one\n");
  const auto by_default = find_workflows(root, {});
  REQUIRE(by_default);
  CHECK(by_default->size() == 2);
  const auto by_folder = find_workflows("/", {root.string()});
  REQUIRE(by_folder);
  REQUIRE(by_folder->size() == 2);
  CHECK(by_folder->front().name == ".github/workflows/a.yml");
  CHECK(root_of_workflow(by_folder->front().path, "/") == root);
  const auto by_file = find_workflows("/", {(root / ".github" / "workflows" / "b.yaml").string()});
  REQUIRE(by_file);
  CHECK(by_file->size() == 1);
}

TEST_CASE("ci check: a folder without workflows is a mistake that names it") {
  TestDir directory;
  const auto none = find_workflows("/", {directory.path().string()});
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::usage);
  CHECK(none.error().message.find(directory.path().string()) != std::string::npos);
}

// The rules on this repository, and on a copy of its shape with a violation of each kind planted.
#include <set>

#include "base/files.hpp"
#include "structure/tree.hpp"
#include "support/catch.hpp"

using namespace ftenv;
using structure::check_tree;

namespace {

void plant(const fs::path& root, const std::string& path, const std::string& text) {
  REQUIRE(make_directories((root / path).parent_path()).has_value());
  REQUIRE(write_text_atomically(root / path, text).has_value());
}

}  // namespace

TEST_CASE("this repository keeps the rules of the house") {
  const auto violations = check_tree(FTENV_SOURCE_DIR);
  REQUIRE(violations.has_value());
  INFO(structure::display(*violations));
  CHECK(violations->empty());
}

TEST_CASE("the rules are asked about every room") {
  const auto files = structure::read_sources(FTENV_SOURCE_DIR);
  REQUIRE(files.has_value());
  std::set<std::string> folders;
  for (const auto& file : *files) folders.insert(fs::path(file.path).parent_path().generic_string());
  for (const auto* folder : {"src", "src/base", "src/model", "src/io", "src/inspect", "src/engine", "src/cli",
                             "platform", "platform/packages", "platform/posix", "tests/structure"}) {
    INFO(folder);
    CHECK(folders.count(folder) == 1);
  }
}

TEST_CASE("each violation that is planted in a tree is found there, and no other") {
  const auto tree = TempDir::create(fs::temp_directory_path(), "ftenv-structure");
  REQUIRE(tree.has_value());
  const auto& root = tree->path();
  plant(root, "README.md", "");
  plant(root, "src/main.cpp", "#include \"cli/app.hpp\"\nint main() {}\n");
  plant(root, "src/io/store.cpp", "#include \"base/fs.hpp\"\n");
  plant(root, "docs/quickstart/hello/src/lib.rs", "");
  plant(root, "tests/projects/a/target/debug/build/out.h", std::string(500, '\n'));
  auto violations = check_tree(root);
  REQUIRE(violations.has_value());
  CHECK(structure::display(*violations).empty());

  plant(root, "src/base/layer.cpp", "#include \"engine/runner.hpp\"\n");
  plant(root, "src/io/macro.cpp", "#ifdef __linux__\n#endif\n");
  plant(root, "src/io/header.cpp", "#include <fcntl.h>\n");
  plant(root, "src/engine/library.cpp", "#include <curl/curl.h>\n");
  plant(root, "tests/unit/io/long.cpp", std::string(401, '\n'));
  plant(root, "src/engine/name.cpp", "auto a = \"dnf\";\n");
  plant(root, "src/engine/call.cpp", "int a = system(\"\");\n");
  plant(root, "src/cli/end.cpp", "void f() { exit(1); }\n");
  plant(root, "scripts/run.sh", "");
  violations = check_tree(root);
  REQUIRE(violations.has_value());
  std::set<std::string> seen;
  for (const auto& violation : *violations) seen.insert(violation.rule + " " + violation.path);
  const std::set<std::string> wanted = {"layer src/base/layer.cpp",
                                        "os-macro src/io/macro.cpp",
                                        "system-header src/io/header.cpp",
                                        "third-party src/engine/library.cpp",
                                        "length tests/unit/io/long.cpp",
                                        "name src/engine/name.cpp",
                                        "call src/engine/call.cpp",
                                        "call src/cli/end.cpp",
                                        "top-level scripts/"};
  CHECK(seen == wanted);
}

TEST_CASE("a checkout that is not there is an error, not a clean one") {
  CHECK(!check_tree("/nonexistent/checkout").has_value());
}

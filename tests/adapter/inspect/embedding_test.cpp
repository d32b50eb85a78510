#include "inspect/python/embedding.hpp"

#include "project_tree.hpp"

namespace ftenv::test {
namespace {

std::string crate(const std::string& types, const std::string& pyo3, const std::string& more = "") {
  return "[package]\nname = \"hello\"\nversion = \"0.1.0\"\n[lib]\ncrate-type = [" + types +
         "]\n[dependencies]\npyo3 = " + pyo3 + "\n" + more;
}

const std::string k_both = "\"cdylib\", \"rlib\"";

EmbeddingNeed need(ProjectTree& tree) {
  return embedding_need(tree.good());
}

}  // namespace

TEST_CASE("a crate that only makes an extension does not start Python") {
  ProjectTree tree;
  tree.file("Cargo.toml", k_crate).file("src/lib.rs", "use pyo3::prelude::*;\n// #[cfg(test)]\nfn f() {}\n");
  const EmbeddingNeed none = need(tree);
  CHECK_FALSE(none.needed);
  CHECK(none.because == "it only builds an extension");
}

TEST_CASE("auto-initialize on the dependency, for tests, or by a feature that is on") {
  struct Row {
    const char* pyo3;
    const char* more;
    bool needed;
  };
  const Row rows[] = {
      {"{ version = \"0.28\", features = [\"auto-initialize\"] }", "", true},
      {"\"0.28\"", "[dev-dependencies]\npyo3 = { version = \"0.28\", features = [\"auto-initialize\"] }\n",
       true},
      {"\"0.28\"", "[features]\ndefault = [\"embed\"]\nembed = [\"pyo3/auto-initialize\", \"default\"]\n",
       true},
      {"\"0.28\"", "[features]\nembed = [\"pyo3/auto-initialize\"]\n", false},
      {"\"0.28\"", "[features]\ndefault = [\"other/auto-initialize\"]\n", false},
      // Also where extension-module is on: then it can't work, but the project wants it.
      {"{ version = \"0.28\", features = [\"extension-module\", \"auto-initialize\"] }", "", true},
  };
  for (const Row& row : rows) {
    ProjectTree tree;
    tree.file("Cargo.toml", crate("\"cdylib\"", row.pyo3, row.more)).file("src/lib.rs", "");
    INFO(row.pyo3 << " " << row.more);
    const EmbeddingNeed answer = need(tree);
    CHECK(answer.needed == row.needed);
    if (row.needed) CHECK(starts_with(answer.because, "`Cargo.toml` switches PyO3's `auto-initialize` on"));
  }
}

TEST_CASE(
    "a feature that pyproject.toml switches on counts, and a default one that it switches off does not") {
  const std::string features = "[features]\ndefault = [\"embed\"]\nembed = [\"py/auto-initialize\"]\n";
  const std::string manifest = crate("\"cdylib\"", "\"0.28\"", features);
  const std::string renamed =
      replace_all(manifest, "pyo3 =", "py = { package = \"pyo3\", version = \"0.28\" } #");
  ProjectTree tree;
  tree.file("Cargo.toml", renamed).file("src/lib.rs", "");
  CHECK(need(tree).needed);
  tree.file("pyproject.toml", "[tool.maturin]\nno-default-features = true\n");
  CHECK_FALSE(need(tree).needed);
  tree.file("pyproject.toml", "[tool.maturin]\nno-default-features = true\nfeatures = [\"embed\"]\n");
  CHECK(need(tree).needed);
}

TEST_CASE("a program, a test or a benchmark that uses the library or PyO3") {
  struct Row {
    const char* types;
    const char* file;
    const char* text;
    bool needed;
  };
  const Row rows[] = {
      {"\"cdylib\", \"rlib\"", "src/main.rs", "fn main() { hello::run(); }", true},
      {"\"cdylib\"", "src/main.rs", "fn main() { hello::run(); }", false},  // a cdylib can't be linked in
      {"\"cdylib\"", "src/main.rs", "use pyo3::Python;", true},
      {"\"cdylib\", \"rlib\"", "src/main.rs", "fn main() { other_hello::run(); } // hello", false},
      {"\"cdylib\", \"rlib\"", "src/bin/stub_gen.rs", "use hello::stubs;", true},
      {"\"cdylib\", \"rlib\"", "src/bin/tool/main.rs", "use hello::stubs;", true},
      {"\"cdylib\", \"rlib\"", "tests/all.rs", "use hello::f;", true},
      {"\"cdylib\", \"rlib\"", "tests/common/mod.rs", "use hello::f;", false},
      {"\"cdylib\", \"rlib\"", "benches/speed.rs", "use hello::f;", true},
      {"\"cdylib\", \"rlib\"", "examples/show.rs", "use hello::f;", false},
  };
  for (const Row& row : rows) {
    ProjectTree tree;
    tree.file("Cargo.toml", crate(row.types, "\"0.28\"")).file("src/lib.rs", "").file(row.file, row.text);
    INFO(row.file << ": " << row.text);
    const EmbeddingNeed answer = need(tree);
    CHECK(answer.needed == row.needed);
    if (row.needed) CHECK(starts_with(answer.because, "`" + std::string(row.file) + "` uses "));
  }
}

TEST_CASE("targets are where the manifest says, and nowhere else if it says so") {
  ProjectTree tree;
  tree.file("src/lib.rs", "").file("tests/all.rs", "use hello::f;").file("cli/start.rs", "use hello::f;");
  tree.file("Cargo.toml", crate(k_both, "\"0.28\"") + "[[bin]]\nname = \"tool\"\npath = \"cli/start.rs\"\n");
  CHECK(need(tree).because == "`cli/start.rs` uses the library `hello`");
  const std::string no_tests = replace_all(crate(k_both, "\"0.28\""), "[lib]", "autotests = false\n[lib]");
  tree.file("Cargo.toml", no_tests);
  CHECK_FALSE(need(tree).needed);
  tree.file("Cargo.toml", no_tests + "[[test]]\nname = \"all\"\n");
  CHECK(need(tree).because == "`tests/all.rs` uses the library `hello`");
}

TEST_CASE("unit tests of the library link libpython, unless extension-module is always on") {
  ProjectTree tree;
  tree.file("src/lib.rs", "mod deep;").file("src/deep/mod.rs", "fn f() {}\n#[cfg(test)]\nmod tests {}\n");
  tree.file("Cargo.toml", crate("\"cdylib\"", "\"0.28\""));
  CHECK(need(tree).because == "`src/deep/mod.rs` has tests, and `cargo test` links libpython");
  tree.file("Cargo.toml", crate("\"cdylib\"", "{ version = \"0.28\", features = [\"extension-module\"] }"));
  CHECK_FALSE(need(tree).needed);
  CHECK(contains(need(tree).because, "`extension-module` on for everything"));
}

}  // namespace ftenv::test

// Features that do not exist, said before cargo would.
#include "project_tree.hpp"

namespace ftenv::test {

TEST_CASE("pyo3/free-threaded is named with its line and the way out") {
  ProjectTree tree;
  struct Row {
    const char* name;
    std::string text;
    const char* place;
  };
  const std::string head = "[package]\nname = \"hello\"\n[lib]\ncrate-type = [\"cdylib\"]\n";
  const Row row = GENERATE_COPY(
      Row{"in a feature",
          head + "[dependencies]\npyo3 = \"0.28\"\n[features]\nfree-threaded = [\"pyo3/free-threaded\"]\n",
          "Cargo.toml:8:18"},
      Row{"weakly",
          head + "[dependencies]\npyo3 = \"0.28\"\n[features]\nft = [\n  \"pyo3?/free-threaded\",\n]\n",
          "Cargo.toml:9:3"},
      Row{"on the dependency",
          head + "[dependencies]\npyo3 = { version = \"0.28\", features = [\"free-threaded\"] }\n",
          "Cargo.toml:6:40"},
      Row{"in a table of its own",
          head + "[dependencies.pyo3]\nversion = \"0.28\"\nfeatures = [\"macros\", \"free-threaded\"]\n",
          "Cargo.toml:7:23"},
      Row{"for a target",
          head + "[target.'cfg(unix)'.dependencies]\npyo3 = { version = \"0.28\", features = "
                 "[\"free-threaded\"] }\n",
          "Cargo.toml:6:40"},
      Row{"renamed",
          head + "[dependencies]\npy = { package = \"pyo3\", version = \"0.28\" }\n[features]\nft = "
                 "[\"py/free-threaded\"]\n",
          "Cargo.toml:8:7"},
      Row{"for tests only",
          head + "[dependencies]\npyo3 = \"0.28\"\n[dev-dependencies]\npyo3 = { version = \"0.28\", features "
                 "= [\"free-threaded\"] }\n",
          "Cargo.toml:8:40"},
      Row{"of its lower half",
          head + "[dependencies]\npyo3-ffi = { version = \"0.28\", features = [\"free-threaded\"] }\n",
          "Cargo.toml:6:44"});
  INFO(row.name);
  tree.file("Cargo.toml", row.text);
  const Error error = tree.bad(row.place);
  CHECK(error.finding == "PX-02");
  CHECK(contains(full_text(error), "`free-threaded = []`"));
}

TEST_CASE("a feature of one's own called free-threaded is fine") {
  ProjectTree tree;
  tree.file("Cargo.toml",
            extension("hello", "[features]\ndefault = [\"free-threaded\"]\nfree-threaded = []\n"));
  CHECK(select_features(tree.good()).declares_free_threaded);
}

TEST_CASE("another dependency's feature free-threaded is its own business") {
  ProjectTree tree;
  tree.file("Cargo.toml",
            extension("hello", "other = { version = \"1\", features = [\"free-threaded\"] }\n"));
  CHECK(tree.read());
}

TEST_CASE("pyo3/free-threaded is found in pyproject.toml, in the workspace's table and in a sibling") {
  ProjectTree tree;
  SECTION("pyproject.toml") {
    tree.file("Cargo.toml", k_crate)
        .file("pyproject.toml", "[tool.maturin]\nfeatures = [\"pyo3/free-threaded\"]\n");
    CHECK(tree.bad("pyproject.toml:2:13").finding == "PX-02");
  }
  SECTION("the workspace's table, inherited") {
    tree.file("Cargo.toml",
              "[workspace]\nmembers = [\"hello\"]\n[workspace.dependencies]\n"
              "pyo3 = { version = \"0.28\", features = [\"free-threaded\"] }\n")
        .file("hello/Cargo.toml",
              "[package]\nname = \"hello\"\n[lib]\ncrate-type = [\"cdylib\"]\n"
              "[dependencies]\npyo3.workspace = true\n");
    CHECK(tree.bad("Cargo.toml:4:40").finding == "PX-02");
    // Named from inside, the file is still shown from there.
    CHECK(tree.bad("../Cargo.toml:4:40", "hello").finding == "PX-02");
  }
  SECTION("a sibling") {
    tree.file("Cargo.toml", "[workspace]\nmembers = [\"hello\", \"utils\"]\n")
        .file("hello/Cargo.toml", extension("hello"))
        .file("utils/Cargo.toml",
              plain_crate("utils",
                          "[dependencies]\npyo3 = \"0.28\"\n[features]\nft = [\"pyo3/free-threaded\"]\n"));
    CHECK(tree.bad("utils/Cargo.toml:7:7").finding == "PX-02");
  }
}

TEST_CASE("a feature that nobody declares is said where it is named") {
  ProjectTree tree;
  SECTION("in Cargo.toml") {
    tree.file("Cargo.toml", extension("hello", "[features]\ndefault = [\"abi4\"]\nabi3 = [\"pyo3/abi3\"]\n"));
    const Error error = tree.bad("Cargo.toml:9:12");
    CHECK(error.finding == "PX-01");
    CHECK(contains(full_text(error), "did you mean `abi3`?"));
  }
  SECTION("in pyproject.toml") {
    tree.file("Cargo.toml", k_crate)
        .file("pyproject.toml", "[tool.maturin]\nfeatures = [\"free-threaded\"]\n");
    const Error error = tree.bad("pyproject.toml:2:13");
    CHECK(error.finding == "PX-01");
    CHECK(contains(full_text(error), "`free-threaded = []` under [features] of Cargo.toml"));
  }
  SECTION("an optional dependency is one") {
    tree.file("Cargo.toml",
              extension("hello",
                        "serde = { version = \"1\", optional = true }\n"
                        "[features]\ndefault = [\"serde\", \"dep:serde\", \"serde?/derive\"]\n"));
    CHECK(tree.read());
  }
  SECTION("maturin's features with a condition are left to maturin") {
    tree.file("Cargo.toml", k_crate)
        .file("pyproject.toml",
              "[tool.maturin]\nfeatures = [\"pyo3/extension-module\", { feature = \"x\", python-version = "
              "\">=3.14\" }]\n");
    CHECK(tree.good().maturin_features == std::vector<std::string>{"pyo3/extension-module"});
  }
}

}  // namespace ftenv::test

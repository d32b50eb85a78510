// Projects of one crate.
#include "project_tree.hpp"

namespace ftenv::test {

TEST_CASE("a crate without a pyproject.toml is a project") {
  ProjectTree tree;
  tree.file("Cargo.toml", k_crate);
  const Project project = tree.good();
  CHECK(project.root == tree.root());
  CHECK(project.crate.manifest == tree.root() / "Cargo.toml");
  CHECK(project.crate.package == "hello");
  CHECK(project.module == "hello");
  CHECK(project.distribution == "hello");
  CHECK(project.workspace_root == tree.root());
  CHECK_FALSE(project.lock);
  CHECK_FALSE(project.pyproject);
  CHECK(project.requires_python.empty());
  REQUIRE(project.pyo3);
  CHECK(project.pyo3->text() == "0.28.0");
  CHECK_FALSE(project.pyo3_locked);
  CHECK(project.source_roots == std::vector<fs::path>{tree.root()});
}

TEST_CASE("a project may be named by its Cargo.toml or pyproject.toml, or with a slash") {
  ProjectTree tree;
  tree.file("Cargo.toml", k_crate)
      .file("pyproject.toml", "[project]\nname = \"greetings\"\nversion = \"1\"\n");
  for (const char* name : {"Cargo.toml", "pyproject.toml", ".", "src/..", ""}) {
    INFO(name);
    const Project project = tree.good(name);
    CHECK(project.root == tree.root());
    CHECK(project.distribution == "greetings");
  }
  const auto slash = read_project(tree.root().string() + "/");
  REQUIRE(slash);
  CHECK(slash->root == tree.root());
}

TEST_CASE("a path that does not exist is a mistake on the command line") {
  ProjectTree tree;
  const auto missing = read_project(tree.root() / "nothing");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::usage);
  CHECK(contains(missing.error().message, "nothing"));
}

TEST_CASE("a folder that is no project is said to be none, with a way on") {
  ProjectTree tree;
  tree.file("docs/notes.txt", "").file("Cargo.toml", k_crate);
  const Error error = tree.bad("`", "docs");
  CHECK(contains(error.message, "neither a Cargo.toml nor a pyproject.toml"));
  CHECK(contains(full_text(error), "did you mean `" + tree.root().string() + "`"));
}

TEST_CASE("a project further down is found, wherever one is likely to be") {
  ProjectTree tree;
  tree.file("README.md", "")
      .file("tool/Cargo.toml", plain_crate("tool"))
      .file("bindings/python/Cargo.toml", k_crate)
      .file("bindings/python/pyproject.toml", "")
      .file("target/py/Cargo.toml", k_crate)
      .file("target/py/pyproject.toml", "")
      .file("a/b/c/d/Cargo.toml", k_crate)
      .file("a/b/c/d/pyproject.toml", "");
  const Error error = tree.bad("`");
  REQUIRE(error.hints.size() == 1);
  CHECK(error.hints[0] == "did you mean `" + (tree.root() / "bindings/python").string() + "`?");
}

TEST_CASE("another file is no project") {
  ProjectTree tree;
  tree.file("notes.txt", "");
  CHECK(contains(tree.bad("`", "notes.txt").message, "neither a folder nor"));
}

TEST_CASE("a crate without PyO3 is not what ftenv works on") {
  ProjectTree tree;
  tree.file("Cargo.toml",
            "[package]\nname = \"hello\"\nversion = \"0.1.0\"\n[lib]\ncrate-type = [\"cdylib\"]\n");
  const Error error = tree.bad("Cargo.toml:1:");
  CHECK(contains(error.message, "does not use PyO3"));
  CHECK(contains(full_text(error), "cargo add pyo3"));
}

TEST_CASE("PyO3 only in the tests of a crate does not make it a module") {
  ProjectTree tree;
  tree.file("Cargo.toml",
            plain_crate("hello", "[lib]\ncrate-type = [\"cdylib\"]\n[dev-dependencies]\npyo3 = \"0.28\"\n"));
  CHECK(contains(tree.bad("Cargo.toml:1:").message, "does not use PyO3"));
}

TEST_CASE("a crate whose PyO3 comes with a crate beside it is a project") {
  ProjectTree tree;
  tree.file("Cargo.toml",
            plain_crate("hello",
                        "[lib]\ncrate-type = [\"cdylib\"]\n[dependencies]\nglue = { path = \"glue\" }\n"))
      .file("glue/Cargo.toml", plain_crate("glue", "[dependencies]\npyo3 = \"0.28.1\"\n"));
  CHECK(tree.good().module == "hello");
}

TEST_CASE("no cdylib: the error names the file and the lines to add") {
  ProjectTree tree;
  SECTION("no [lib] at all") {
    tree.file("Cargo.toml", plain_crate("hello", "[dependencies]\npyo3 = \"0.28\"\n"));
    const Error error = tree.bad("Cargo.toml:1:");
    CHECK(error.finding == "MT-17");
    CHECK(contains(full_text(error), "[lib]"));
    CHECK(contains(full_text(error), "crate-type = [\"cdylib\"]"));
  }
  SECTION("another type") {
    tree.file("Cargo.toml",
              plain_crate("hello", "\n[lib]\ncrate-type = [\"rlib\"]\n[dependencies]\npyo3 = \"0.28\"\n"));
    const Error error = tree.bad("Cargo.toml:5:");
    CHECK(error.finding == "MT-17");
  }
  SECTION("beside another type it is there") {
    tree.file("Cargo.toml",
              plain_crate("hello",
                          "[lib]\ncrate-type = [\"rlib\", \"cdylib\"]\n[dependencies]\npyo3 = \"0.28\"\n"));
    CHECK(tree.good().crate.crate_types.size() == 2);
  }
}

TEST_CASE("broken TOML is shown at its place") {
  ProjectTree tree;
  SECTION("Cargo.toml") {
    tree.file("Cargo.toml", "[package]\nname = \"hello\n");
    CHECK(tree.bad("Cargo.toml:2:").hints.size() == 1);
  }
  SECTION("pyproject.toml") {
    tree.file("Cargo.toml", k_crate)
        .file("pyproject.toml", "[project]\nname = \"a\"\nversion = \"1\"\n[tool\n");
    tree.bad("pyproject.toml:4:");
  }
  SECTION("Cargo.lock") {
    tree.file("Cargo.toml", k_crate).file("Cargo.lock", "version = 4\n[[package]]\nname = pyo3\n");
    tree.bad("Cargo.lock:3:");
  }
  SECTION("ftenv.toml") {
    tree.file("Cargo.toml", k_crate).file("ftenv.toml", "python = [\"3.14\"\nvenv = \"x\"\n");
    tree.bad("ftenv.toml:");
  }
  SECTION("a file that is not text") {
    tree.file("Cargo.toml", std::string("\xff\xfe\0[package]", 12));
    tree.bad("Cargo.toml:1:");
  }
}

TEST_CASE("TOML of the wrong shape is shown at its place") {
  ProjectTree tree;
  struct Row {
    const char* text;
    const char* place;
  };
  const Row row = GENERATE(
      Row{"", "Cargo.toml"}, Row{"[dependencies]\npyo3 = \"0.28\"\n", "Cargo.toml"},
      Row{"[package]\nversion = \"1\"\n", "Cargo.toml:1:"}, Row{"[package]\nname = 3\n", "Cargo.toml:2:8"},
      Row{"[package]\nname = \"a\"\n[lib]\ncrate-type = \"cdylib\"\n", "Cargo.toml:4:14"},
      Row{"[package]\nname = \"a\"\n[features]\nfast = true\n", "Cargo.toml:4:8"},
      Row{"[package]\nname = \"a\"\n[features]\nfast = [1]\n", "Cargo.toml:4:9"},
      Row{"[package]\nname = \"a\"\n[dependencies]\npyo3 = 28\n", "Cargo.toml:4:8"},
      Row{"[package]\nname = \"a\"\n[dependencies]\npyo3 = { workspace = true }\n", "Cargo.toml:4:8"},
      Row{"[package]\nname = \"a\"\n[dependencies]\npyo3 = { version = \"0.28\", features = \"macros\" }\n",
          "Cargo.toml:4:"});
  CAPTURE(row.text);
  tree.file("Cargo.toml", row.text);
  tree.bad(row.place);
}

TEST_CASE("a renamed, target-specific or low-level PyO3 is recognised") {
  ProjectTree tree;
  const char* dependencies = GENERATE("[dependencies]\npy = { package = \"pyo3\", version = \"0.27.1\" }\n",
                                      "[target.'cfg(unix)'.dependencies]\npyo3 = \"0.27.1\"\n",
                                      "[dependencies]\npyo3-ffi = \">=0.27.1, <0.29\"\n",
                                      "[dependencies.pyo3]\nversion = \"=0.27.1\"\n");
  CAPTURE(dependencies);
  tree.file("Cargo.toml",
            plain_crate("hello", std::string("[lib]\ncrate-type = [\"cdylib\"]\n") + dependencies));
  const Project project = tree.good();
  REQUIRE(project.pyo3);
  CHECK(project.pyo3->text() == "0.27.1");
  CHECK(project.crate.depends_on_pyo3);
}

TEST_CASE("the lowest version of a requirement without a lock") {
  ProjectTree tree;
  struct Row {
    const char* requirement;
    const char* version;  // empty: not known
  };
  const Row row = GENERATE(Row{"0.28", "0.28.0"}, Row{"^0.28.2", "0.28.2"}, Row{"~0.28", "0.28.0"},
                           Row{"=0.28.3", "0.28.3"}, Row{">= 0.23, <0.29", "0.23.0"}, Row{"0.28.*", "0.28.0"},
                           Row{"*", ""}, Row{"<0.29", ""});
  CAPTURE(row.requirement);
  tree.file("Cargo.toml",
            plain_crate("hello", std::string("[lib]\ncrate-type = [\"cdylib\"]\n[dependencies]\npyo3 = \"") +
                                     row.requirement + "\"\n"));
  const Project project = tree.good();
  CHECK((project.pyo3 ? project.pyo3->text() : "") == row.version);
}

TEST_CASE("the lock knows PyO3's version better than the requirement") {
  ProjectTree tree;
  tree.file("Cargo.toml", k_crate)
      .file("Cargo.lock",
            "version = 4\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n"
            "[[package]]\nname = \"pyo3\"\nversion = \"0.28.3\"\nsource = \"registry+x\"\nchecksum = "
            "\"cf85\"\n");
  const Project project = tree.good();
  REQUIRE(project.lock);
  CHECK(*project.lock == tree.root() / "Cargo.lock");
  CHECK(project.pyo3_locked);
  REQUIRE(project.pyo3);
  CHECK(project.pyo3->text() == "0.28.3");
}

TEST_CASE("of several PyO3 in a lock the one that the crate asks for counts") {
  ProjectTree tree;
  tree.file("Cargo.toml", k_crate)
      .file("Cargo.lock",
            "version = 4\n[[package]]\nname = \"pyo3\"\nversion = \"0.25.1\"\n[[package]]\nname = \"pyo3\"\n"
            "version = \"0.28.2\"\n[[package]]\nname = \"pyo3\"\nversion = \"0.29.0\"\n");
  CHECK(tree.good().pyo3->text() == "0.28.2");
}

TEST_CASE("the packages of a lock are listed with where they come from") {
  ProjectTree tree;
  tree.file("Cargo.lock",
            "[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n"
            "[[package]]\nname = \"libc\"\nversion = \"0.2.1\"\nsource = \"registry+x\"\nchecksum = \"aa\"\n"
            "[[package]]\nname = \"old\"\nversion = \"1.0.0\"\nsource = \"registry+x\"\n"
            "[[package]]\nname = \"fork\"\nversion = \"2.0.0\"\nsource = \"git+x\"\n"
            "[metadata]\n\"checksum old 1.0.0 (registry+x)\" = \"bb\"\n");
  const auto packages = read_cargo_lock(tree.root() / "Cargo.lock");
  REQUIRE(packages);
  REQUIRE(packages->size() == 4);
  CHECK_FALSE((*packages)[0].from_registry);
  CHECK((*packages)[1].from_registry);
  CHECK((*packages)[1].name == "libc");
  CHECK((*packages)[1].version == "0.2.1");
  CHECK((*packages)[1].checksum == "aa");
  CHECK((*packages)[2].checksum == "bb");
  CHECK_FALSE((*packages)[3].from_registry);
  CHECK_FALSE(read_cargo_lock(tree.root() / "nothing.lock"));
}

TEST_CASE("what a crate says about itself is kept") {
  ProjectTree tree;
  tree.file(
      "Cargo.toml",
      "[package]\nname = \"hello-world\"\nversion = \"0.1.0\"\nrust-version = \"1.83\"\n"
      "[lib]\nname = \"greeting\"\ncrate-type = [\"cdylib\", \"rlib\"]\n"
      "[dependencies]\npyo3 = { version = \"0.28\", features = [\"macros\", \"abi3\"], optional = true }\n"
      "[features]\ndefault = [\"fast\"]\nfast = [\"dep:pyo3\"]\n");
  const Crate crate = tree.good().crate;
  CHECK(crate.library == "greeting");
  CHECK(crate.rust_version->text() == "1.83.0");
  CHECK(crate.pyo3_features == std::vector<std::string>{"macros", "abi3"});
  CHECK(crate.pyo3_optional);
  REQUIRE(crate.feature("fast"));
  CHECK(crate.feature("fast")->enables == std::vector<std::string>{"dep:pyo3"});
  CHECK(crate.feature("fast")->at.line == 12);
  CHECK_FALSE(crate.feature("slow"));
}

}  // namespace ftenv::test

// What pyproject.toml adds to a crate.
#include "project_tree.hpp"

namespace ftenv::test {
namespace {

std::string named_library(const std::string& library) {
  return "[package]\nname = \"my-crate\"\n[lib]\nname = \"" + library +
         "\"\ncrate-type = [\"cdylib\"]\n[dependencies]\npyo3 = \"0.28\"\n";
}

const char* const k_project = "[project]\nname = \"my-dist\"\nversion = \"1\"\n";

}  // namespace

TEST_CASE("the module's name comes from where maturin takes it") {
  ProjectTree tree;
  SECTION("module-name before all") {
    tree.file("Cargo.toml", named_library("engine"))
        .file("pyproject.toml", std::string(k_project) + "[tool.maturin]\nmodule-name = \"quill._engine\"\n");
    CHECK(tree.good().module == "quill._engine");
    CHECK(tree.good().distribution == "my-dist");
  }
  SECTION("then the library's name") {
    tree.file("Cargo.toml", named_library("engine")).file("pyproject.toml", k_project);
    CHECK(tree.good().module == "engine");
  }
  SECTION("then the distribution's") {
    tree.file("Cargo.toml", extension("my-crate")).file("pyproject.toml", k_project);
    CHECK(tree.good().module == "my_dist");
    CHECK_FALSE(tree.good().pyproject_names_crate);
  }
  SECTION("then the package's") {
    tree.file("Cargo.toml", extension("my-crate")).file("pyproject.toml", "[tool.ruff]\n");
    CHECK(tree.good().module == "my_crate");
    CHECK(tree.good().distribution == "my-crate");
  }
}

TEST_CASE("beside Python sources of its name the extension lies in the package") {
  ProjectTree tree;
  SECTION("in python-source") {
    tree.file("Cargo.toml", named_library("engine"))
        .file("pyproject.toml", std::string(k_project) + "[tool.maturin]\npython-source = \"python\"\n")
        .file("python/engine/__init__.py", "");
    CHECK(tree.good().module == "engine.engine");
  }
  SECTION("beside the manifest") {
    tree.file("Cargo.toml", named_library("engine")).file("engine/__init__.py", "");
    CHECK(tree.good().module == "engine.engine");
  }
  SECTION("a crate of that name is no Python package") {
    tree.file("Cargo.toml", named_library("engine"))
        .file("engine/Cargo.toml", plain_crate("engine2", "[workspace]\n"));
    CHECK(tree.good().module == "engine");
  }
}

TEST_CASE("Python first: src/NAME beside rust/Cargo.toml") {
  ProjectTree tree;
  tree.file("pyproject.toml", k_project)
      .file("src/my_dist/__init__.py", "")
      .file("rust/Cargo.toml", named_library("engine"));
  const Project project = tree.good();
  CHECK(project.crate.manifest == tree.root() / "rust/Cargo.toml");
  CHECK(project.root == tree.root());
  CHECK(project.module == "engine");
}

TEST_CASE("manifest-path may lead out of the folder") {
  ProjectTree tree;
  tree.file("python/pyproject.toml",
            std::string(k_project) + "[tool.maturin]\nmanifest-path = \"../rust/Cargo.toml\"\n")
      .file("rust/Cargo.toml", extension("hello"));
  const Project project = tree.good("python");
  CHECK(project.root == tree.root() / "python");
  CHECK(project.crate.manifest == tree.root() / "rust/Cargo.toml");
  CHECK(project.workspace_root == tree.root() / "rust");
  CHECK(project.pyproject_names_crate);
  CHECK(project.source_roots == std::vector<fs::path>{tree.root() / "python", tree.root() / "rust"});
}

TEST_CASE("a crate is found through the pyproject.toml above that claims it") {
  ProjectTree tree;
  tree.file("pyproject.toml",
            std::string(k_project) + "[tool.maturin]\nmanifest-path = \"rust/py/Cargo.toml\"\n")
      .file("Cargo.toml", "[workspace]\nmembers = [\"rust/*\"]\n")
      .file("ftenv.toml", "python = \"3.13\"\n")
      .file("rust/py/Cargo.toml", extension("py"))
      .file("rust/other/Cargo.toml", extension("other"));
  const Project claimed = tree.good("rust/py");
  CHECK(claimed.root == tree.root());
  CHECK(claimed.settings.python == "3.13");
  // What it says about another crate is nothing to this one.
  const Project other = tree.good("rust/other");
  CHECK(other.root == tree.root() / "rust/other");
  CHECK_FALSE(other.pyproject);
  CHECK(other.distribution == "other");
}

TEST_CASE("a member's own pyproject.toml describes it") {
  ProjectTree tree;
  tree.file("Cargo.toml", "[workspace]\nmembers = [\"bindings/py\"]\n")
      .file("bindings/py/Cargo.toml", extension("py"))
      .file("bindings/py/pyproject.toml",
            "[project]\nname = \"thing\"\nversion = \"1\"\nrequires-python = \">=3.13\"\n"
            "[tool.maturin]\nmodule-name = \"thing._native\"\nno-default-features = true\n");
  const Project project = tree.good();
  CHECK(project.root == tree.root());
  CHECK(project.module == "thing._native");
  CHECK(project.requires_python == ">=3.13");
  CHECK_FALSE(project.default_features);
}

TEST_CASE("mistakes in pyproject.toml are shown at their place") {
  ProjectTree tree;
  struct Row {
    const char* text;
    const char* place;
    const char* finding;
    const char* part;
  };
  const Row row = GENERATE(
      Row{"[tool.maturin]\nmanifest-path = \"rust/Cargo.toml\"\n", "pyproject.toml:2:17", "",
          "does not exist"},
      Row{"[tool.maturin]\nmanifest-path = \"virtual/Cargo.toml\"\n", "pyproject.toml:2:17", "",
          "no [package]"},
      Row{"[tool.maturin]\nmanifest-path = 3\n", "pyproject.toml:2:17", "", "must be a string"},
      Row{"[tool.maturin]\npython-source = \"python\"\n", "pyproject.toml:2:17", "MT-12", "does not exist"},
      Row{"[tool.maturin]\nmodule-name = \"a/b\"\n", "pyproject.toml:2:15", "", "not a module's name"},
      Row{"[tool.maturin]\nmodule-name = \"a..b\"\n", "pyproject.toml:2:15", "", "not a module's name"},
      Row{"[tool.maturin]\nmodule-name = \"a.2b\"\n", "pyproject.toml:2:15", "", "not a module's name"},
      Row{"[tool.maturin]\nfeatures = \"fast\"\n", "pyproject.toml:2:12", "", "array"},
      Row{"[project]\nversion = \"1\"\n", "pyproject.toml:1:", "", "`name`"},
      Row{"[project]\nname = \"a\"\n", "pyproject.toml:1:", "MT-13", "`version`"},
      Row{"[project]\nname = \"a\"\nversion = \"1\"\nrequires-python = \"3.11 or so\"\n",
          "pyproject.toml:4:19", "", "not a version specifier"});
  CAPTURE(row.text);
  tree.file("Cargo.toml", k_crate)
      .file("virtual/Cargo.toml", "[workspace]\n")
      .file("pyproject.toml", row.text);
  const Error error = tree.bad(row.place);
  CHECK(error.finding == row.finding);
  CHECK(contains(error.message, row.part));
}

TEST_CASE("a pyproject.toml that does not lead to a crate") {
  ProjectTree tree;
  tree.file("pyproject.toml", k_project);
  CHECK(contains(full_text(tree.bad("pyproject.toml: ")), "manifest-path"));
}

TEST_CASE("dynamic version and the empty requires-python are fine") {
  ProjectTree tree;
  tree.file("Cargo.toml", k_crate)
      .file("pyproject.toml", "[project]\nname = \"a\"\ndynamic = [\"version\"]\nrequires-python = \"\"\n");
  CHECK(tree.good().requires_python.empty());
}

}  // namespace ftenv::test

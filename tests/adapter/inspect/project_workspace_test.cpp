// Workspaces: which crate is meant, and who else belongs to it.
#include <algorithm>

#include "project_tree.hpp"

namespace ftenv::test {
namespace {

const char* const k_virtual = "[workspace]\nmembers = [\"rust/*\"]\n";

// A virtual workspace with one module, one crate that only helps, and one without Python.
void write_workspace(ProjectTree& tree) {
  tree.file("Cargo.toml", k_virtual)
      .file("rust/quill/Cargo.toml", extension("quill", "utils = { path = \"../utils\" }\n"))
      .file("rust/utils/Cargo.toml", plain_crate("utils", "[dependencies]\npyo3 = \"0.28\"\n"))
      .file("rust/text/Cargo.toml", plain_crate("text"))
      .file("rust/notes/README.md", "not a crate");
}

}  // namespace

TEST_CASE("in a virtual workspace the only module is taken") {
  ProjectTree tree;
  write_workspace(tree);
  const Project project = tree.good();
  CHECK(project.root == tree.root());
  CHECK(project.crate.manifest == tree.root() / "rust/quill/Cargo.toml");
  CHECK(project.workspace_root == tree.root());
  REQUIRE(project.pyo3_siblings.size() == 1);
  CHECK(project.pyo3_siblings[0].package == "utils");
  CHECK(project.source_roots == std::vector<fs::path>{tree.root()});
}

TEST_CASE("a member that is named directly belongs to its workspace") {
  ProjectTree tree;
  write_workspace(tree);
  tree.file("Cargo.lock", "version = 4\n[[package]]\nname = \"pyo3\"\nversion = \"0.28.3\"\n");
  const Project project = tree.good("rust/quill");
  CHECK(project.root == tree.root() / "rust/quill");
  CHECK(project.workspace_root == tree.root());
  CHECK(project.pyo3->text() == "0.28.3");
  CHECK(project.source_roots == std::vector<fs::path>{tree.root()});
}

TEST_CASE("the shape of a large workspace") {
  const fs::path root = fs::path(FTENV_SOURCE_DIR) / "tests/projects/cocoindex-shape";
  const auto at = GENERATE("", "pyproject.toml", "rust/quill", "rust/quill/Cargo.toml");
  CAPTURE(at);
  const auto project = read_project(*at == '\0' ? root : root / at);
  if (!project) FAIL(full_text(project.error()));
  const fs::path real = fs::canonical(root);
  CHECK(fs::canonical(project->root) == real);
  CHECK(fs::canonical(project->crate.manifest) == real / "rust/quill/Cargo.toml");
  CHECK(project->module == "quill._engine");
  CHECK(project->distribution == "quill-index");
  CHECK(project->crate.library == "quill_engine");
  CHECK(project->requires_python == ">=3.11");
  CHECK(project->crate.rust_version->text() == "1.83.0");
  CHECK(project->pyo3_locked);
  CHECK(project->pyo3->series() == "0.28");
  REQUIRE(project->pyo3_siblings.size() == 1);
  CHECK(project->pyo3_siblings[0].package == "quill_utils");
  const FeatureSelection selection = select_features(*project);
  CHECK(selection.features == std::vector<std::string>{"legacy-states"});
  CHECK(selection.dropped == std::vector<std::string>{"abi3"});
  CHECK_FALSE(selection.declares_free_threaded);
  const auto locked = read_cargo_lock(*project->lock);
  REQUIRE(locked);
  CHECK(std::count_if(locked->begin(), locked->end(), [](const auto& p) { return p.from_registry; }) > 5);
}

TEST_CASE("several modules: the error lists them and says how to choose") {
  ProjectTree tree;
  tree.file("Cargo.toml", k_virtual)
      .file("rust/one/Cargo.toml", extension("one"))
      .file("rust/two/Cargo.toml", extension("two"));
  const Error error = tree.bad("Cargo.toml: several crates are PyO3 modules: `rust/one`, `rust/two`");
  CHECK(contains(full_text(error), "manifest-path = \"rust/one/Cargo.toml\""));
  CHECK(tree.good("rust/two").crate.package == "two");
  tree.file("pyproject.toml", "[tool.maturin]\nmanifest-path = \"rust/one/Cargo.toml\"\n");
  CHECK(tree.good().crate.package == "one");
}

TEST_CASE("a workspace without any PyO3") {
  ProjectTree tree;
  tree.file("Cargo.toml", k_virtual).file("rust/text/Cargo.toml", plain_crate("text"));
  CHECK(contains(tree.bad("Cargo.toml: ").message, "no crate of this workspace uses PyO3"));
}

TEST_CASE("a workspace whose only PyO3 crate makes no cdylib") {
  ProjectTree tree;
  tree.file("Cargo.toml", k_virtual)
      .file("rust/one/Cargo.toml", plain_crate("one", "[dependencies]\npyo3 = \"0.28\"\n"));
  CHECK(tree.bad("rust/one/Cargo.toml:1:").finding == "MT-17");
  tree.file("rust/two/Cargo.toml", plain_crate("two", "[dependencies]\npyo3 = \"0.28\"\n"));
  const Error error = tree.bad("Cargo.toml: ");
  CHECK(error.finding == "MT-17");
  CHECK(contains(error.message, "`rust/one`, `rust/two`"));
}

TEST_CASE("a root that is a crate itself") {
  ProjectTree tree;
  SECTION("and the module") {
    tree.file("Cargo.toml", extension("hello", "[workspace]\nmembers = [\"other\"]\n"))
        .file("other/Cargo.toml", extension("other"));
    CHECK(tree.good().crate.package == "hello");
  }
  SECTION("and not the module, but a member is") {
    tree.file("Cargo.toml", plain_crate("core", "[workspace]\nmembers = [\"py\"]\n"))
        .file("py/Cargo.toml", extension("py", "core = { path = \"..\" }\n"));
    CHECK(tree.good().crate.package == "py");
  }
  SECTION("and nothing in it uses PyO3") {
    tree.file("Cargo.toml", plain_crate("core", "[workspace]\n"));
    CHECK(contains(tree.bad("Cargo.toml:1:").message, "the crate `core` does not use PyO3"));
  }
}

TEST_CASE("a module in a folder that cargo knows only as a dependency is a member") {
  ProjectTree tree;
  tree.file("Cargo.toml", "[workspace]\nmembers = [\"hello\"]\n")
      .file("hello/Cargo.toml", extension("hello", "utils = { path = \"../utils\" }\n"))
      .file("utils/Cargo.toml", plain_crate("utils", "[dependencies]\npyo3 = \"0.28\"\n"));
  CHECK(tree.good().pyo3_siblings.size() == 1);
}

TEST_CASE("what is excluded is no member, and its workspace is further up or itself") {
  ProjectTree tree;
  tree.file("Cargo.toml", "[workspace]\nmembers = [\"rust/*\"]\nexclude = [\"rust/alone\"]\n")
      .file("rust/quill/Cargo.toml", extension("quill"))
      .file("rust/alone/Cargo.toml", extension("alone"));
  CHECK(tree.good().crate.package == "quill");
  const Project alone = tree.good("rust/alone");
  CHECK(alone.workspace_root == tree.root() / "rust/alone");
  CHECK(alone.pyo3_siblings.empty());
}

TEST_CASE("a member that is named by its path is not excluded with the folder around it") {
  ProjectTree tree;
  tree.file("Cargo.toml", "[workspace]\nmembers = [\"rust/*\", \"extra/kept\"]\nexclude = [\"extra\"]\n")
      .file("rust/quill/Cargo.toml", extension("quill"))
      .file("extra/kept/Cargo.toml", plain_crate("kept", "[dependencies]\npyo3 = \"0.28\"\n"));
  REQUIRE(tree.good().pyo3_siblings.size() == 1);
  CHECK(tree.good().pyo3_siblings[0].package == "kept");
}

TEST_CASE("globs with more than a star") {
  ProjectTree tree;
  tree.file("Cargo.toml", "[workspace]\nmembers = [\"crates/**/py-?\", \"./tools/v[0-9]\"]\n")
      .file("crates/a/b/py-x/Cargo.toml", extension("x"))
      .file("crates/a/b/py-xx/Cargo.toml", extension("xx"))
      .file("tools/v1/Cargo.toml", plain_crate("v1", "[dependencies]\npyo3 = \"0.28\"\n"))
      .file("tools/vx/Cargo.toml", plain_crate("vx", "[dependencies]\npyo3 = \"0.28\"\n"));
  const Project project = tree.good();
  CHECK(project.crate.package == "x");
  REQUIRE(project.pyo3_siblings.size() == 1);
  CHECK(project.pyo3_siblings[0].package == "v1");
}

TEST_CASE("links that lead in a circle end a search") {
  ProjectTree tree;
  tree.file("Cargo.toml", "[workspace]\nmembers = [\"crates/**\"]\n")
      .file("crates/a/Cargo.toml", extension("a"));
  // With three of them, following links would take for ever.
  for (const char* name : {"one", "two", "three"}) {
    fs::create_directory_symlink(tree.root() / "crates", tree.root() / "crates/a" / name);
  }
  CHECK(tree.good().crate.package == "a");
}

TEST_CASE("a member that is not there is shown where it is named") {
  ProjectTree tree;
  tree.file("Cargo.toml", "[workspace]\nmembers = [\n  \"hello\",\n  \"gone\",\n]\n")
      .file("hello/Cargo.toml", extension("hello"));
  CHECK(contains(tree.bad("Cargo.toml:4:3").message, "`gone` has no Cargo.toml"));
}

TEST_CASE("package.workspace leads to the root") {
  ProjectTree tree;
  tree.file("main/Cargo.toml",
            "[workspace]\nmembers = [\"../side/py\"]\n[workspace.package]\nrust-version = \"1.85\"\n")
      .file("side/py/Cargo.toml",
            "[package]\nname = \"py\"\nworkspace = \"../../main\"\nrust-version.workspace = true\n"
            "[lib]\ncrate-type = [\"cdylib\"]\n[dependencies]\npyo3 = \"0.28\"\n");
  const Project project = tree.good("side/py");
  CHECK(project.workspace_root == tree.root() / "main");
  CHECK(project.crate.rust_version->text() == "1.85.0");
  CHECK(project.source_roots == std::vector<fs::path>{tree.root() / "side/py", tree.root() / "main"});
}

TEST_CASE("package.workspace that leads nowhere") {
  ProjectTree tree;
  tree.file("Cargo.toml",
            "[package]\nname = \"py\"\nworkspace = \"../main\"\n[dependencies]\npyo3 = \"0.28\"\n");
  CHECK(contains(tree.bad("Cargo.toml:3:13").message, "where there is no Cargo.toml"));
}

TEST_CASE("a crate that its workspace does not list is refused, as cargo would") {
  ProjectTree tree;
  tree.file("Cargo.toml", "[workspace]\nmembers = [\"hello\"]\n")
      .file("hello/Cargo.toml", extension("hello"))
      .file("stray/Cargo.toml", extension("stray"));
  const Error error = tree.bad("Cargo.toml: ", "stray");
  CHECK(contains(error.message, "../Cargo.toml, which does not list it"));
  CHECK(contains(full_text(error), "`members`"));
}

TEST_CASE("what is inherited from a workspace that does not have it") {
  ProjectTree tree;
  tree.file("Cargo.toml", "[workspace]\nmembers = [\"hello\"]\n")
      .file("hello/Cargo.toml",
            "[package]\nname = \"hello\"\n[lib]\ncrate-type = [\"cdylib\"]\n[dependencies]\npyo3 = { "
            "workspace = true }\n");
  CHECK(contains(tree.bad("hello/Cargo.toml:6:8").message, "[workspace.dependencies]"));
}

TEST_CASE("inherited dependencies bring version, name and features along") {
  ProjectTree tree;
  tree.file("Cargo.toml",
            "[workspace]\nmembers = [\"hello\"]\n[workspace.dependencies]\n"
            "py = { package = \"pyo3\", version = \"0.27.2\", features = [\"macros\"] }\n")
      .file("hello/Cargo.toml",
            "[package]\nname = \"hello\"\n[lib]\ncrate-type = [\"cdylib\"]\n[dependencies]\n"
            "py = { workspace = true, features = [\"abi3\"] }\n");
  const Project project = tree.good();
  CHECK(project.pyo3->text() == "0.27.2");
  CHECK(project.crate.pyo3_features == std::vector<std::string>{"macros", "abi3"});
  CHECK(project.crate.pyo3_names == std::vector<std::string>{"py"});
}

TEST_CASE("crates outside of the project are inputs of its build") {
  ProjectTree tree;
  tree.file("app/Cargo.toml",
            extension("app", "shared = { path = \"../shared\" }\ninside = { path = \"inside\" }\n"))
      .file("app/inside/Cargo.toml", plain_crate("inside"))
      .file("shared/Cargo.toml", plain_crate("shared",
                                             "[dependencies]\ndeep = { path = \"../deep\" }\n"
                                             "[dev-dependencies]\ngone = { path = \"../gone\" }\n"))
      .file("deep/Cargo.toml", plain_crate("deep", "[dependencies]\nshared = { path = \"../shared\" }\n"));
  const Project project = tree.good("app");
  std::vector<fs::path> roots = project.source_roots;
  CHECK(roots.front() == tree.root() / "app");
  std::sort(roots.begin(), roots.end());
  CHECK(roots == std::vector<fs::path>{tree.root() / "app", tree.root() / "deep", tree.root() / "shared"});
}

TEST_CASE("a path dependency that leads nowhere is shown where it is written") {
  ProjectTree tree;
  tree.file("Cargo.toml", extension("app", "shared = { path = \"../shared\" }\n"));
  CHECK(contains(tree.bad("Cargo.toml:8:19").message, "`../shared`, where there is no Cargo.toml"));
}

}  // namespace ftenv::test

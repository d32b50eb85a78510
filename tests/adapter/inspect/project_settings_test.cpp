// ftenv.toml and [tool.ftenv].
#include "project_tree.hpp"

namespace ftenv::test {
namespace {

ProjectTree& with_settings(ProjectTree& tree, const std::string& text) {
  return tree.file("Cargo.toml", k_crate).file("ftenv.toml", text);
}

}  // namespace

TEST_CASE("ftenv.toml says which Python and which venv") {
  ProjectTree tree;
  SECTION("a list") {
    with_settings(tree, "python = [\"3.14\", \"3.13\"]\nvenv = \".venv-ft\"\n");
    CHECK(tree.good().settings.python == "3.14,3.13");
    CHECK(tree.good().settings.venv == ".venv-ft");
  }
  SECTION("a string, and doctor's table") {
    with_settings(tree,
                  "python = \"3.14t\"\n[doctor]\nignore = [{ id = \"PP-14\", reason = \"only here\" }]\n");
    CHECK(tree.good().settings.python == "3.14t");
    CHECK(tree.good().settings.venv.empty());
  }
  SECTION("an interpreter of the system") {
    with_settings(tree, "python = \"/opt/py/bin/python3.14t\"\n");
    CHECK(tree.good().settings.python == "/opt/py/bin/python3.14t");
  }
  SECTION("an interpreter that the project brings along, by its whole name or a link") {
    fs::create_directories(tree.root() / "bin");
    fs::create_directory_symlink(tree.root() / "bin", tree.outside() / "way-in");
    const std::string name = GENERATE("p/bin/python3", "p/src/../bin/python3", "way-in/python3");
    const std::string program = (tree.outside() / name).string();
    CAPTURE(program);
    with_settings(tree, "python = \"" + program + "\"\n");
    CHECK(contains(full_text(tree.bad("ftenv.toml:1:10")), "which is not started"));
  }
  SECTION("nothing") {
    with_settings(tree, "");
    CHECK(tree.good().settings.python.empty());
  }
}

TEST_CASE("ftenv.toml stands above [tool.ftenv], key by key") {
  ProjectTree tree;
  with_settings(tree, "python = \"3.13\"\n")
      .file("pyproject.toml", "[tool.ftenv]\npython = [\"3.14\"]\nvenv = \"env\"\n");
  CHECK(tree.good().settings.python == "3.13");
  CHECK(tree.good().settings.venv == "env");
}

TEST_CASE("mistakes in the settings are shown at their place") {
  ProjectTree tree;
  struct Row {
    const char* text;
    const char* place;
    const char* part;
  };
  const Row row = GENERATE(Row{"pyhton = \"3.14\"\n", "ftenv.toml:1:10", "did you mean `python`?"},
                           Row{"colour = true\n", "ftenv.toml:1:10", "known are `python`, `venv`, `doctor`"},
                           Row{"[doctor]\nignroe = []\n", "ftenv.toml:2:10", "did you mean `ignore`?"},
                           Row{"[doctor]\nignore = [{ id = \"PP-14\" }]\n", "ftenv.toml:2:11", "`reason`"},
                           Row{"[doctor]\nignore = \"PP-14\"\n", "ftenv.toml:2:10", "array"},
                           Row{"doctor = 1\n", "ftenv.toml:1:10", "table"},
                           Row{"python = 3.14\n", "ftenv.toml:1:10", "array of strings"},
                           Row{"python = []\n", "ftenv.toml:1:10", "names no version"},
                           Row{"python = [\"3.14\", 3]\n", "ftenv.toml:1:19", "only strings"},
                           Row{"python = [\"3.14\", \"four\"]\n", "ftenv.toml:1:19", "`four`"},
                           Row{"python = \"./bin/python\"\n", "ftenv.toml:1:10", "--python ./bin/python"},
                           Row{"venv = 1\n", "ftenv.toml:1:8", "folder"},
                           Row{"venv = \"\"\n", "ftenv.toml:1:8", "folder"});
  CAPTURE(row.text);
  with_settings(tree, row.text);
  CHECK(contains(full_text(tree.bad(row.place)), row.part));
}

TEST_CASE("a Python that never had a free-threaded build is not supported, with its place") {
  ProjectTree tree;
  with_settings(tree, "\npython = [\"3.12\"]\n");
  const auto project = tree.read();
  REQUIRE_FALSE(project);
  CHECK(project.error().code == ErrorCode::unsupported);
  CHECK(starts_with(project.error().message, "ftenv.toml:2:11: "));
}

TEST_CASE("a cloned repository can't make ftenv write elsewhere") {
  ProjectTree tree;
  tree.file("../elsewhere/file", "");
  fs::create_directories(tree.root());
  fs::create_directory_symlink(tree.outside() / "elsewhere", tree.root() / "link");
  fs::create_directory_symlink(tree.root() / "src", tree.root() / "good-link");
  tree.file("src/lib.rs", "");
  SECTION("outside") {
    const std::string venv =
        GENERATE("/tmp/venv", "../venv", "a/../../venv", "..", ".", "./", "link", "link/venv");
    CAPTURE(venv);
    const bool in_pyproject = GENERATE(false, true);
    if (in_pyproject) {
      tree.file("Cargo.toml", k_crate).file("pyproject.toml", "[tool.ftenv]\nvenv = \"" + venv + "\"\n");
      CHECK(contains(tree.bad("pyproject.toml:2:8").message, "`" + venv + "`"));
    } else {
      with_settings(tree, "venv = \"" + venv + "\"\n");
      const Error error = tree.bad("ftenv.toml:1:8");
      CHECK(contains(error.message, "not a folder inside the project"));
      CHECK(contains(full_text(error), "--venv"));
    }
  }
  SECTION("inside") {
    const std::string venv = GENERATE(".venv", "build/venv", "a/../venv", "good-link/venv");
    CAPTURE(venv);
    with_settings(tree, "venv = \"" + venv + "\"\n");
    CHECK(tree.good().settings.venv == venv);
  }
}

}  // namespace ftenv::test

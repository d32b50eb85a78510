#include "inspect/cargo/rust_sources.hpp"

#include "support/catch.hpp"

namespace ftenv::test {
namespace {

RustSources read(const std::string& text) {
  RustSources sources;
  read_rust_source(text, "lib.rs", sources);
  return sources;
}

}  // namespace

TEST_CASE("comments and strings of Rust are blanked, and nothing moves") {
  struct Row {
    const char* text;
    const char* code;
  };
  const std::vector<Row> rows = {
      {"a // b\nc", "a     \nc"},
      {"a /* b /* c */ d */ e", "a                   e"},
      {"x(\"a//b\\\"c\") y", "x(\"       \") y"},
      {"r#\"a \" b\"# c", "r#\"     \"# c"},
      {"br\"a\" c", "br\" \" c"},
      {"r#fn x", "r#fn x"},
      {"'\"' x \"y\"", "' ' x \" \""},
      {"'\\'' x", "'  ' x"},
      {"&'static str // z", "&'static str     "},
      {"\"open", "\"    "},
      {"/* open", "       "},
      {"for\"a\"", "for\" \""},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(without_comments_and_strings(row.text) == row.code);
  }
}

TEST_CASE("modules are found with their names and promises") {
  struct Row {
    const char* text;
    const char* name;
    int gil_used;  // -1: nothing is said
    int line;
  };
  const std::vector<Row> rows = {
      {"#[pymodule]\nfn hello(m: &Bound<'_, PyModule>) {}", "hello", -1, 1},
      {"\n#[pymodule(gil_used = false)]\nmod hello {}", "hello", 0, 2},
      {"#[pyo3::pymodule(gil_used=true)]\npub mod hello {}", "hello", 1, 1},
      {"#[pymodule]\nmod r#move {}", "move", -1, 1},
      {"#[pymodule]\n#[pyo3(name = \"_engine\")]\nfn engine() {}", "_engine", -1, 1},
      {"#[pymodule(name = \"_e\", gil_used = false)]\npub(crate) fn e() {}", "_e", 0, 1},
      {"/// #[pymodule]\n#[cfg(not(test))]\n#[pymodule]\n#[pyo3(name=\"x\")]\n#[allow(unused)]\nfn y() {}",
       "x", -1, 3},
      {"use a;\n#[doc = \"name = \\\"no\\\"\"]\n#[pymodule]\nfn z() {}", "z", -1, 3},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const RustSources sources = read(row.text);
    REQUIRE(sources.modules.size() == 1);
    const PyModuleDeclaration& module = sources.modules.front();
    CHECK(module.name == row.name);
    CHECK(module.at.line == row.line);
    CHECK_FALSE(module.conditional);
    CHECK((module.gil_used ? (*module.gil_used ? 1 : 0) : -1) == row.gil_used);
  }
  CHECK(read("use pyo3::pymodule;\n// #[pymodule] fn a() {}\nconst A: &str = \"#[pymodule] fn b() {}\";")
            .modules.empty());
  CHECK(read("#[cfg_attr(feature = \"x\", pymodule)]\nfn hello() {}").modules.at(0).conditional);
  const RustSources two = read("#[pymodule]\nfn a() {}\n#[pymodule(gil_used = false)]\nfn b() {}");
  REQUIRE(two.modules.size() == 2);
  CHECK_FALSE(two.modules[0].gil_used);
  CHECK(two.modules[1].gil_used == false);
}

TEST_CASE("types of PyO3 that are gone are found where they are used") {
  CHECK(read("use pyo3::sync::GILOnceCell;\n").gil_once_cell.size() == 1);
  CHECK(read("use pyo3::sync::{GILOnceCell, GILProtected};\n").gil_protected.size() == 1);
  CHECK(read("use pyo3::x;\n// GILOnceCell\nconst A: &str = \"GILOnceCell\";").gil_once_cell.empty());
  CHECK(read("use pyo3::x;\nstruct GILOnceCell<T>(T);").gil_once_cell.empty());
  CHECK(read("use pyo3::sync::PyOnceLock as GILOnceCell;").gil_once_cell.empty());
  CHECK(read("use other::GILOnceCell;").gil_once_cell.empty());
  CHECK(read("use pyo3::sync::MyGILOnceCell;").gil_once_cell.empty());
  CHECK(read("#[cfg(not(Py_GIL_DISABLED))]\nuse pyo3::sync::GILProtected;").gil_protected.empty());
  CHECK(read("\n\nuse pyo3::sync::GILOnceCell;\n").gil_once_cell.at(0).line == 3);
}

TEST_CASE("what makes a verdict impossible is seen") {
  CHECK(read("fn f(m: M) { m.gil_used(false); }").gil_used_by_call);
  CHECK_FALSE(read("#[pymodule(gil_used = false)]\nfn a() {}").gil_used_by_call);
  CHECK(read("pub extern \"C\" fn PyInit_hello() {}").makes_init_by_hand);
  CHECK(read("#[cfg(test)]\nmod tests {}").tests.size() == 1);
  CHECK(read("// #[test]\n").tests.empty());
}

}  // namespace ftenv::test

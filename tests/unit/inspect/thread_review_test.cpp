#include "inspect/cargo/thread_review.hpp"

#include "support/catch.hpp"

namespace ftenv::test {
namespace {

// "static mut:3 GILProtected:1"
std::string places(std::string_view text) {
  std::string all;
  for (const ReviewPlace& place : review_source(text, "src/lib.rs"))
    all += std::string(name_of(place.kind)) + ":" + std::to_string(place.at.line) + " ";
  return all;
}

}  // namespace

TEST_CASE("what a person has to review is found with its line") {
  struct Row {
    const char* text;
    const char* found;
  };
  const Row row = GENERATE(
      Row{"\nstatic mut COUNT: u64 = 0;\n", "static mut:2 "},
      Row{"pub static  mut A: u8 = 0;", "static mut:1 "}, Row{"fn f(a: &'static mut u8) {}", ""},
      Row{"static LIMIT: u64 = 0;", ""}, Row{"// static mut A: u8 = 0;\nlet a = \"static mut\";", ""},
      Row{"use pyo3::sync::GILProtected;\nstatic A: GILProtected<u8> = x();",
          "GILProtected:1 GILProtected:2 "},
      Row{"static A: GILOnceCell<u8> = GILOnceCell::new();", "GILOnceCell:1 "},
      Row{"unsafe impl Sync for A {}\nunsafe impl<T: Sync> Send for B<T> {}",
          "unsafe impl Sync/Send:1 unsafe impl Sync/Send:2 "},
      Row{"unsafe impl GlobalAlloc for A {}\nunsafe { x() }\nunsafe fn f() {}", ""},
      Row{"Python::attach(|py| {\n  let a = m.lock();\n})", "waits while attached:2 "},
      Row{"Python::with_gil(|py| rx.recv())", "waits while attached:1 "},
      Row{"Python::attach(|py| t.join())", "waits while attached:1 "},
      Row{"Python::attach(|py| path.join(\"x\"))", ""},
      Row{"Python::attach(|py| {\n  py.detach(|| m.lock());\n  1\n})", ""},
      Row{"Python::attach(|py| 1);\nm.lock();", ""}, Row{"socket.attach(|py| m.lock())", ""},
      Row{"Python::attach(|py| {\n  sleep(x);\n  block_on(y)\n})",
          "waits while attached:2 waits while attached:3 "});
  INFO(row.text);
  CHECK(places(row.text) == row.found);
}

TEST_CASE("every kind has a name and a reason, the line is shown as it stands") {
  for (const auto kind : {ReviewPlace::static_mut, ReviewPlace::gil_protected, ReviewPlace::gil_once_cell,
                          ReviewPlace::unsafe_sync, ReviewPlace::attached_blocking}) {
    CHECK_FALSE(name_of(kind).empty());
    CHECK_FALSE(reason_of(kind).empty());
  }
  const auto places = review_source("fn f() {\n    static mut A: u8 = 0; // here\r\n}\n", "a.rs");
  REQUIRE(places.size() == 1);
  CHECK(places[0].text == "static mut A: u8 = 0; // here");
}

TEST_CASE("where a module's promise belongs") {
  RustSources sources;
  const std::string text = "#[pyo3::pymodule]\nfn a() {}\n#[pymodule(name = \"x\")]\nmod b {}\n";
  read_rust_source(text, "a.rs", sources);
  REQUIRE(sources.modules.size() == 2);
  CHECK(text.substr(sources.modules[0].word_end, 2) == "]\n");
  CHECK(text.substr(sources.modules[1].word_end, 2) == "(n");
}

}  // namespace ftenv::test

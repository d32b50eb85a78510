// What a crate's Rust sources say that matters for a free-threaded Python: its modules, whether they
// promise to do without the GIL, and types that PyO3 has taken away. Reads words outside of comments and
// strings; it is no compiler: what stands under a condition is reported with `conditional`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.hpp"

namespace ftenv {

// A word in a file.
struct SourcePlace {
  fs::path file;
  int line = 0;  // 1-based
};

// #[pymodule(gil_used = false)] fn hello(…)   or   mod hello { … }
struct PyModuleDeclaration {
  std::string name;      // for Python: of `#[pyo3(name = "…")]`, else the function's
  std::string function;  // for Rust
  SourcePlace at;        // of the attribute
  std::optional<bool> gil_used;
  SourcePlace gil_used_at;
  bool conditional = false;  // under cfg_attr: what it says depends on a feature
  std::size_t word_end = 0;  // the byte after the word `pymodule`: where `(gil_used = false)` belongs
};

struct RustSources {
  std::vector<PyModuleDeclaration> modules;
  std::vector<SourcePlace> gil_once_cell;  // of PyO3
  std::vector<SourcePlace> gil_protected;
  std::vector<SourcePlace> tests;   // #[test] and #[cfg(test)]; the first of each file
  bool gil_used_by_call = false;    // `module.gil_used(false)`, or the function of C
  bool makes_init_by_hand = false;  // PyInit_… or PyModExport_… is written out
  int files = 0;
  bool complete = true;  // false: there were too many files, or one was too large
};

// The .rs files below `folders`, not in `target`, hidden folders or environments.
RustSources read_rust_sources(const std::vector<fs::path>& folders);

// The files that it reads, in order; `complete` becomes false where there were too many.
std::vector<fs::path> rust_files(const std::vector<fs::path>& folders, bool* complete = nullptr);

// One file's text. Pure.
void read_rust_source(std::string_view text, const fs::path& file, RustSources& sources);

// The text with its comments, and what is in strings, as blanks; places stay the same.
std::string without_comments_and_strings(std::string_view text);

}  // namespace ftenv

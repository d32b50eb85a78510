// Places in Rust sources that a person has to look at before a module promises to be thread-safe. Reads
// words outside of comments and strings: it finds where to look, it does not judge.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "inspect/cargo/rust_sources.hpp"

namespace ftenv {

struct ReviewPlace {
  enum Kind {
    static_mut,     // a variable that every thread may write without a lock
    gil_protected,  // PyO3's types that were safe only because of the GIL
    gil_once_cell,
    unsafe_sync,        // a promise that the compiler was told to believe
    attached_blocking,  // waits for others while it is attached to the interpreter
  } kind = static_mut;
  SourcePlace at;
  std::string text;  // of the line, without its indentation
};

std::string_view name_of(ReviewPlace::Kind kind);    // "static mut"
std::string_view reason_of(ReviewPlace::Kind kind);  // why a person should look there; one clause

// One file's text. Pure; in the order of the file.
std::vector<ReviewPlace> review_source(std::string_view text, const fs::path& file);

std::vector<ReviewPlace> review_for_threads(const std::vector<fs::path>& files);

}  // namespace ftenv

// Does a project start Python itself? Then its programs link libpython, and an interpreter without that
// library (a statically linked one) will not do.
#pragma once

#include <string>

#include "inspect/project/project.hpp"

namespace ftenv {

struct EmbeddingNeed {
  bool needed = false;
  std::string because;  // a clause, of either answer: "`src/main.rs` uses the library `hello`"
};

// What is certain from the crate's files, without cargo. Reads its sources.
EmbeddingNeed embedding_need(const Project& project);

}  // namespace ftenv

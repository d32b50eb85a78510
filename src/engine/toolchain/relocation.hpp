// Puts right what an interpreter remembers about the machine that it was built on: the prefix that it was
// configured with, and the names of that machine's compilers. `cargo test`, `pip install` of a source
// distribution and python-config read these; the interpreter itself finds its files without them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"

namespace ftenv {

struct Relocation {
  std::string old_prefix;
  std::string new_prefix;
  std::map<std::string, std::string> programs = {};  // "clang" → "cc"; whatever folder or target precedes it
  std::vector<std::string> foreign_flags = {};       // dropped
};

// Pure. A prefix counts where it begins a path ("/install/lib", "-L/install/lib", "'--prefix=/install'") and
// not in the middle of one ("/opt/install/lib").
std::string relocate_text(std::string_view text, const Relocation& relocation);

// The text files below `root` that hold such memories: _sysconfigdata, _sysconfig_vars, Makefile,
// build-details, *.pc, python-config and the scripts in bin. Sorted; no links.
std::vector<fs::path> files_to_relocate(const fs::path& root);

// Rewrites them in place, and removes what was byte-compiled from their old text. Errors: permission, disk.
Status relocate_tree(const fs::path& root, const Relocation& relocation);

}  // namespace ftenv

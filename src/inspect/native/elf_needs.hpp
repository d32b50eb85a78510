// Which C library the programs and libraries of a directory need.
#pragma once

#include <string>
#include <string_view>

#include "base/fs.hpp"
#include "base/result.hpp"

namespace ftenv {

// The highest version of glibc that an ELF file below `tree` (or `tree` itself) asks for, "2.34"; empty
// where none asks for any, as with musl. Links are not followed; files that are no ELF, or have
// lost their table of sections, don't count.
// Errors: archive, for a file that begins like ELF and is damaged; what reading can fail with.
Result<std::string> glibc_needed(const fs::path& tree);

// The same of one file's bytes; `name` is for errors.
Result<std::string> glibc_needed_by(std::string_view bytes, const std::string& name);

}  // namespace ftenv

// What an archive of a Python is, by what it holds. Names lie: a pack and an interpreter of
// python-build-standalone can both be called python.tar.zst.
#pragma once

#include "base/fs.hpp"
#include "base/result.hpp"
#include "io/archive/archive.hpp"
#include "platform/cancel.hpp"

namespace ftenv {

enum class ArchiveKind {
  unknown,
  source,           // CPython's: Include/patchlevel.h
  pack,             // of `ftenv python pack`: .ftenv/pack.json
  standalone,       // python-build-standalone, install_only: bin/python3.14t
  standalone_full,  // the same with what it was built from: PYTHON.json, install/bin/python3.14t
};

// Reads the archive's list of names as far as it takes. Errors: archive, when it is none or damaged.
Result<ArchiveKind> kind_of_archive(const fs::path& archive);

// How to unpack an interpreter: without the objects that a full archive has beside what is installed, which
// are ten times as large.
ExtractOptions standalone_options(const CancelToken& cancel);
// The part of an unpacked interpreter that has bin/ and lib/.
fs::path installed_part(const fs::path& unpacked);

// Of what was unpacked without its top folder.
ArchiveKind kind_of_tree(const fs::path& tree);

}  // namespace ftenv

// With the GIL or without, by an environment's files alone: for environments that nobody wants to start.
#pragma once

#include "base/fs.hpp"

namespace ftenv {

enum class AbiKind { unknown, gil, free_threaded };

// By the folders below lib/: python3.14t or python3.14. Unknown where there are none, or both.
AbiKind venv_kind(const fs::path& venv);
// The same of an interpreter's prefix.
inline AbiKind prefix_kind(const fs::path& prefix) {
  return venv_kind(prefix);
}

enum class CondaKind { none, unknown, gil, free_threaded };  // none: not an environment of conda's

// By the record that conda keeps of its python: conda-meta/python-3.14.0-h81f2deb_101_cp314t.json.
CondaKind conda_kind(const fs::path& prefix);

}  // namespace ftenv

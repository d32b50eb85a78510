// Which Python pyenv's shims would start in a folder, worked out from its files as pyenv does it. Starts
// nothing: pyenv is a pile of shell scripts and takes a tenth of a second.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/fs.hpp"
#include "model/environment.hpp"

namespace ftenv {

struct PyenvChoice {
  std::string wanted;     // "3.14t", as written
  std::string installed;  // the folder below versions/ that it means, or "system"; empty: there is none
};

struct PyenvSelection {
  fs::path root;
  std::string set_by;  // "PYENV_VERSION" or the file; empty: nobody has chosen, which means "system"
  std::vector<PyenvChoice> choices;  // in their order
  bool has_missing() const;
};

// `root`: PYENV_ROOT. .python-version is looked for from `folder` upward, then comes $PYENV_ROOT/version.
PyenvSelection read_pyenv_selection(const fs::path& root, const fs::path& folder, const Environment& user);

// What the shim `name` would start: of the chosen versions the first that has it, and when none has, the
// first on PATH outside of the shims, without a word about it. Nothing: it fails.
struct PyenvStart {
  fs::path program;
  bool from_system = false;
};
std::optional<PyenvStart> pyenv_would_start(const PyenvSelection& selection, const std::string& name,
                                            const Environment& user);

// The installed versions that have the command, sorted.
std::vector<std::string> pyenv_versions_with(const fs::path& root, const std::string& name);

// Can this pyenv build it? A prefix such as "3.14t" counts. Nothing where its definitions are not found.
std::optional<bool> pyenv_can_build(const fs::path& root, const std::string& wanted);

}  // namespace ftenv

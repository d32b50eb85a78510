// What a variable says about Python, compared with the interpreter of the project's environment. All by
// files: no interpreter is started. Each answers with a clause, or with nothing where all is well.
#pragma once

#include <optional>
#include <string>

#include "base/fs.hpp"
#include "engine/doctor/check.hpp"

namespace ftenv {

// A folder between the colons is the standard library or the packages of another Python.
std::optional<std::string> other_library(CheckContext& context, const std::string& folders);

// A folder between the colons has a libpython that the loader takes instead of the interpreter's own.
std::optional<std::string> other_libpython(CheckContext& context, const std::string& folders);

// `program` (a path, or a name on PATH) is not the environment's interpreter, or is not there.
std::optional<std::string> other_interpreter(CheckContext& context, const std::string& program);

// PyO3's file about an interpreter can't be read, or is about another one.
std::optional<std::string> other_pyo3_config(CheckContext& context, const fs::path& file);

}  // namespace ftenv

// Where an interpreter would take an extension module from, and what importing it does to the GIL.
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "inspect/python/interpreter.hpp"
#include "model/environment.hpp"
#include "platform/process.hpp"

namespace ftenv {

// The file that `module` ("name._engine") would be loaded from, without running any of its code, not
// even the package's __init__. Error: process, with what is there instead.
Result<fs::path> locate_extension(ProcessRunner& runner, const Environment& environment,
                                  const fs::path& executable, const std::string& module);

struct ImportedExtension {
  std::string module;
  std::string file;
};

// What one fresh process saw.
struct ImportWitness {
  bool gil_before = true;
  bool gil_after = true;
  std::string file;                           // __file__ of the module
  std::vector<std::string> warned;            // modules that CPython itself names as having switched it on
  std::vector<ImportedExtension> extensions;  // extension modules outside the stdlib that came along
  ThreadMeasure threads;                      // measured after the import; zeros when not asked for
};

// Imports `module` in a fresh process, PYTHON_GIL unset, and looks at the GIL before and after. With
// `measure`, runs a CPU-bound loop on one thread and on two afterwards. Errors: process; a
// module that can't be imported says why in Python's own words.
Result<ImportWitness> witness_import(ProcessRunner& runner, const Environment& environment,
                                     const fs::path& executable, const std::string& module, bool measure);

}  // namespace ftenv

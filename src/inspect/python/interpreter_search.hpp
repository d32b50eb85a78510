// Interpreters that are already on this machine. Looks into directories and starts nothing: what such a
// program really is has to be asked of it (inspect/python/interpreter_use.hpp).
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"
#include "model/environment.hpp"
#include "model/host.hpp"
#include "model/recipe/recipe.hpp"

namespace ftenv {

// One program, however many names it has.
struct FoundInterpreter {
  fs::path path;                // the first name it was found under
  fs::path file;                // with every link followed: what is started
  std::vector<fs::path> names;  // all of them, `path` first
  std::string origin;           // for people: "pyenv", "PATH"
  bool on_path = false;
  std::string not_started;  // why it must not be started: a shim; then it stands for its whole folder
};

// What variables of the user name, then all hits on PATH in its order (relative entries don't count),
// then the recipe's patterns. `user` is the environment that ftenv was started in, because children never
// see PYENV_ROOT or PYO3_PYTHON. Blocks as long as reading the directories takes.
std::vector<FoundInterpreter> find_interpreters(const InterpretersRecipe& recipe, const Host& host,
                                                const Environment& user);

// The same from the names of files, for a machine that is not here: pure. `programs` are on its PATH,
// `files` lie where they lie; no file is a link to another, and a variable's value has to be one of them.
std::vector<FoundInterpreter> find_interpreters_among(const InterpretersRecipe& recipe, const Host& host,
                                                      const Environment& user,
                                                      const std::vector<std::string>& programs,
                                                      const std::vector<std::string>& files);

}  // namespace ftenv

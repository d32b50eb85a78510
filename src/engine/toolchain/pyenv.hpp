// A free-threaded CPython by the user's own pyenv, so that it appears in `pyenv versions`.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/services.hpp"
#include "model/command.hpp"
#include "model/version.hpp"

namespace ftenv {

struct Pyenv {
  fs::path root;     // PYENV_ROOT: versions/ is below
  fs::path program;  // the file, not the shell function; empty where there is only `python_build`
  fs::path python_build;
};

struct PyenvInstall {
  std::vector<PythonWish> wishes;                // in order of preference; paths are passed over
  std::function<bool(const Version&)> suitable;  // empty: all of them
  int jobs = 1;
  std::string step = "python";  // whose progress it is; the log is $FTENV_HOME/logs/STEP-pyenv.log
};

// A definition of python-build: "3.14.8t".
struct PyenvDefinition {
  Version version;
  std::string name;
  fs::path prefix;
  bool installed = false;  // the prefix is there; nobody has asked what is in it
};

// Reads directories only. Error: unsupported, with where was looked.
Result<Pyenv> find_pyenv(const Environment& user);

// The newest free-threaded definition that the first wish with one accepts. Starts pyenv to list them.
// Errors: unsupported, with the newest that it has of that series and how to have newer ones; process.
Result<PyenvDefinition> choose_pyenv_definition(Services& services, const Pyenv& pyenv,
                                                const PyenvInstall& install);

// For plans: what will be started, with the variables that this child alone gets.
Command pyenv_command(const Pyenv& pyenv, const PyenvDefinition& definition, int jobs);

// Has it built (minutes), unless it is installed already. Returns the interpreter, which the caller has to
// verify. A pinned archive in the download cache is offered to pyenv, which checks its digest itself.
// Errors: those of the two above; process, network or disk with the log and what explains it.
Result<fs::path> install_with_pyenv(Services& services, const PyenvInstall& install);

}  // namespace ftenv

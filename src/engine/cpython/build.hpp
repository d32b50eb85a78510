// From a CPython source archive to a verified, relocatable, free-threaded interpreter in the store.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/run_state.hpp"
#include "engine/services.hpp"
#include "model/command.hpp"
#include "model/toolchain.hpp"

namespace ftenv {

struct CpythonBuild {
  SourceArchive source;
  bool optimized = false;
  bool tkinter = false;
  int jobs = 1;
};

// Where the result goes, and the same for the same inputs (source digest, arguments, flags, compiler and
// its version, libc): `$FTENV_HOME/pythons/cpython-…`. Starts the C compiler once, for its version.
Result<fs::path> toolchain_prefix(Services& services, const CpythonBuild& build);

// Is there room for the build tree and the result? Error: disk, with how much is needed, how much there
// is, and where.
Status check_build_space(const Services& services, const fs::path& prefix);

// The commands for a plan, as they will be run.
Result<std::vector<Command>> cpython_commands(const Services& services, const CpythonBuild& build,
                                              const fs::path& prefix);

// configure → preflight → make → install into staging (on macOS: names relative to their files) → verify →
// rename. A build tree that was left by
// an interrupted or failed run of the same inputs is gone on with. Errors: process (the log is named),
// disk (asked for before anything is written), unsupported, interrupted; a missing required module is a
// process error that names the module and this platform's package.
Result<Toolchain> build_cpython(Services& services, const CpythonBuild& build, const fs::path& prefix,
                                const std::string& step_id);

}  // namespace ftenv

// The commands of a CPython build and the environment they run in: what `plan` shows and what is run.
// Pure; private to the files that build CPython.
#pragma once

#include <string>
#include <vector>

#include "engine/cpython/build.hpp"

namespace ftenv {

// Without --prefix and --libdir: what the result depends on.
std::vector<std::string> configure_arguments(const CpythonRecipe& recipe, const PlatformRecipe& platform,
                                             const CpythonBuild& build);

// What configure gets on top of the allowed environment.
std::map<std::string, std::string> configure_variables(const CpythonRecipe& recipe,
                                                       const CpythonBuild& build);

Command configure_command(const Services& services, const CpythonBuild& build, const fs::path& prefix,
                          const fs::path& tree);
Command make_command(const Services& services, const CpythonBuild& build, const fs::path& tree);
Command install_command(const Services& services, const CpythonBuild& build, const fs::path& tree,
                        const fs::path& destination);

// Everything that the result depends on, one item a line.
std::string fingerprint_inputs(const Services& services, const CpythonBuild& build,
                               const std::string& compiler);

// A request for `command` with the environment that its variables make of the allowed one.
ProcessRequest request_for(const Services& services, const Command& command);

// "python3.14t"
std::string interpreter_name(const Version& version);

// $cache/builds/NAME
fs::path build_directory(const Store& store, const fs::path& prefix);

}  // namespace ftenv

// The names of recipes/programs.toml, and what the checks of programs have in common. Private to checks/.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/doctor/check.hpp"
#include "inspect/program_lookup.hpp"

namespace ftenv {

struct ProgramNames {
  std::vector<std::string> names, interpreters, free_threaded, library_finders, downloaders;
  std::string linker, linker_needs;
};

// Error: recipe.
Result<ProgramNames> load_program_names();

// Of this area, each in a file of its own.
Check path_programs_check();
Check pyenv_check();
Check rustup_check();
Check rustc_check();
Check cargo_answer_check();

std::vector<ProgramHit> hits_of(const CheckContext& context, const std::string& name);

// The project's folder, else the current one.
fs::path folder_of(const CheckContext& context);

// "set the project up": `ftenv up PROJECT`.
Fix up_fix(const CheckContext& context);

// The packages of this platform for a purpose ("linker", "build"); no command where there are none.
Fix packages_fix(const CheckContext& context, const std::string& purpose, const std::string& text);

// Does the project have an environment that can be started?
bool has_living_venv(const CheckContext& context);

}  // namespace ftenv

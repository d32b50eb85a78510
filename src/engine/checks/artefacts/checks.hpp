// The checks of the area `artefacts`, and what they share. Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "engine/doctor/check.hpp"
#include "inspect/python/extension_search.hpp"

namespace ftenv {

Check target_abi_check();       // what PyO3 in target directories was built for
Check extension_files_check();  // extension modules in the environment and among the sources
Check wheels_check();           // wheels in target/wheels
Check native_programs_check();  // programs of the environment and the C library here
Check rust_target_check();      // can rustc's own target make a module

struct SeenExtension {
  FoundExtension extension;
  ExtensionAbi abi;        // of its bytes; unknown where they can't be read
  bool installed = false;  // in the environment, not among the project's sources
  bool own = false;        // part of the project's module
};

// extension_files_check's parts, each with what the interpreter of the environment loads.
void judge_own_extensions(const CheckContext& context, const Project& project,
                          const std::vector<SeenExtension>& seen, const InterpreterFacts& python,
                          CheckAnswer& answer);
void judge_package_extensions(const CheckContext& context, const std::vector<SeenExtension>& seen,
                              const InterpreterFacts& python, CheckAnswer& answer);
// What needs a newer glibc than this system has (SY-02).
void judge_extension_libraries(const CheckContext& context, const std::vector<SeenExtension>& seen,
                               CheckAnswer& answer);

// Does this interpreter load a file of this name at all?
bool loads(const InterpreterFacts& python, const ExtensionName& name);

// Whose ABI the name speaks of, for people: "CPython 3.14 with the GIL".
std::string meaning_of(const ExtensionName& name);

// "a free-threaded CPython 3.14"
std::string meaning_of(const InterpreterFacts& python);

}  // namespace ftenv

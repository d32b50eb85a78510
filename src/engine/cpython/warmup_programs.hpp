// The C programs that ask many of configure's questions at once. Pure; private to the warm-up.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cpython/configure_questions.hpp"
#include "model/recipe/recipe_warmup.hpp"

namespace ftenv {

// confdefs.h as configure has it when it asks, and after it the default includes.
struct WarmupPreamble {
  std::string defines;
  std::string includes;
};
WarmupPreamble warmup_preamble(const WarmupRecipe& recipe);

// A table with the address of every function. Those that the C library says it has only as stubs are not
// in it. `without` are names not to mention. Linked with functions_main and run, it prints "VARIABLE=yes"
// for each.
std::string functions_program(const std::vector<ConfigureQuestion>& questions, const WarmupPreamble& preamble,
                              const std::set<std::string>& without);

std::string functions_main();

// What a linker complains about as not defined anywhere.
std::set<std::string> undefined_names(std::string_view linker_output);

// Compiles when the answer is yes; for all but functions and sizes.
std::string compile_program(const ConfigureQuestion& question, const WarmupPreamble& preamble);
// For a type: must not compile when the answer is yes, or the name is that of a variable. Else empty.
std::string refuting_program(const ConfigureQuestion& question, const WarmupPreamble& preamble);

// Preprocessed, it comes to "VARIABLE=no" for each header that is nowhere in the compiler's own path.
std::string absent_headers_program(const std::vector<ConfigureQuestion>& questions,
                                   const WarmupPreamble& preamble);

// Prints "VARIABLE=8" for each size and alignment.
std::string sizes_program(const std::vector<ConfigureQuestion>& questions, const WarmupPreamble& preamble);

}  // namespace ftenv

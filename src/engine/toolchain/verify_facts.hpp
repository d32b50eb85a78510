// What an interpreter answered, held against what it must be. Pure; private to the verification.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/recipe/recipe.hpp"
#include "model/toolchain.hpp"

namespace ftenv {

// All that a program may import from the standard library, whatever the version: the answer is filtered.
std::vector<std::string> imports_to_try(const CpythonRecipe& recipe, bool tkinter);

// Of `lacking`, those without which pip or a build fails.
std::vector<std::string> essential_of(const std::vector<std::string>& lacking, const CpythonRecipe& recipe);

// Those of facts.missing_modules that this version has.
std::vector<std::string> modules_lacking(const InterpreterFacts& facts, const CpythonRecipe& recipe);

// Errors: process, naming the first thing that is wrong. `executable` as it was started.
Status check_facts(const InterpreterFacts& facts, const fs::path& executable, const Recipes& recipes,
                   bool ours = true);

}  // namespace ftenv

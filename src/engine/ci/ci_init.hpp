// `ftenv ci init`: the workflow that builds, tries and publishes a project's wheels, from the template of
// recipes/workflow.toml and the project's facts.
#pragma once

#include <string>

#include "base/result.hpp"
#include "inspect/project/project.hpp"
#include "model/recipe/recipe.hpp"

namespace ftenv {

// Error: recipe, when the template has a name that nobody fills in.
Result<std::string> workflow_for(const Project& project, const CompatibilityRecipe& compatibility);

// Where it belongs.
fs::path workflow_path(const Project& project);

}  // namespace ftenv

// Answers many of configure's questions before it starts: in bulk and on all cores, where configure asks
// one after the other on one. Nothing is assumed: an answer is in the result only if the compiler, the
// linker or a program said so on this machine. Everything else is left to configure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/cpython/configure_questions.hpp"
#include "model/recipe/recipe_warmup.hpp"
#include "platform/process.hpp"

namespace ftenv {

struct Warmup {
  ProcessRunner& processes;
  Environment environment;
  fs::path compiler;
  int jobs = 1;
  fs::path scratch;  // an empty directory of ours; what is written there is small and stays
};

// By cache variable: "ac_cv_func_accept4" → "yes", "ac_cv_sizeof_long" → "8". Errors: interrupted, disk,
// permission. A compiler that fails is no error: there are just no answers.
Result<std::map<std::string, std::string>> measure_answers(const Warmup& warmup, const WarmupRecipe& recipe,
                                                           const std::vector<ConfigureQuestion>& questions);

// The answers as a site script for CONFIG_SITE, which unlike --cache-file leaves no trace in the
// arguments that the finished interpreter remembers.
std::string site_script(const std::map<std::string, std::string>& answers);

}  // namespace ftenv

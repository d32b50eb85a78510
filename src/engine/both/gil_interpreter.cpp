#include "engine/both/gil_interpreter.hpp"

#include <algorithm>

#include "inspect/project/compatibility.hpp"
#include "inspect/python/interpreter_search.hpp"

namespace ftenv {
namespace {

// The newest series of CPython that this PyO3 knows; 0.0.0 where that is not known.
Version newest_series(const Project& project, const CompatibilityRecipe& facts) {
  for (const Pyo3Range& range : facts.pyo3) {
    if (!project.pyo3 || *project.pyo3 < range.from) continue;
    if (range.until == Version{} || *project.pyo3 < range.until) return range.python_max_series;
  }
  return {};
}

bool will_do(const InterpreterFacts& python, const Project& project, const CompatibilityRecipe& facts) {
  if (python.free_threaded || python.in_venv() || python.debug || python.implementation != "cpython" ||
      !python.missing_modules.empty()) {
    return false;
  }
  const auto allowed = satisfies_requires_python(python.version, project.requires_python);
  if (!project.requires_python.empty() && (!allowed || !*allowed)) return false;
  const Version newest = newest_series(project, facts);
  if (newest == Version{}) return true;
  return python.version.major == newest.major && python.version.minor <= newest.minor;
}

}  // namespace

const InterpreterFacts* choose_gil_interpreter(const std::vector<SurveyedInterpreter>& all,
                                               const Version& beside, const Project& project,
                                               const CompatibilityRecipe& facts) {
  const InterpreterFacts* best = nullptr;
  const auto better = [&](const Version& a, const Version& b) {
    const bool first = a.series() == beside.series();
    const bool second = b.series() == beside.series();
    return first != second ? first : b < a;
  };
  for (const SurveyedInterpreter& one : all) {
    if (!one.facts || !will_do(*one.facts, project, facts)) continue;
    if (!best || better(one.facts->version, best->version)) best = &*one.facts;
  }
  return best;
}

Result<InterpreterFacts> find_gil_interpreter(Services& services, const Version& beside,
                                              const Project& project) {
  const std::vector<FoundInterpreter> found =
      find_interpreters(services.recipes.interpreters, services.host, services.user_environment);
  FTENV_TRY(const std::vector<SurveyedInterpreter> all,
            survey_interpreters(services.processes, services.child_environment,
                                services.recipes.compatibility.first_free_threaded, found));
  const InterpreterFacts* chosen =
      choose_gil_interpreter(all, beside, project, services.recipes.compatibility);
  if (chosen) return *chosen;
  const std::string wanted =
      project.requires_python.empty() ? std::string() : " that fits `" + project.requires_python + "`";
  return fail(ErrorCode::unsupported,
              "there is no ordinary CPython (with the GIL, `venv` and `ensurepip`)" + wanted +
                  " on this machine to stand beside CPython " + beside.text() + "t",
              {"install Python " + beside.series() +
                   " in any usual way, as your system offers it; "
                   "ftenv only gets free-threaded ones",
               "`ftenv python list -v` shows which interpreters were found"});
}

}  // namespace ftenv

#include "engine/toolchain/verify.hpp"

#include <algorithm>
#include <iomanip>
#include <sstream>

#include "base/text.hpp"
#include "engine/toolchain/verify_facts.hpp"

namespace ftenv {
namespace {

// Two threads without a GIL do twice the work of one; with one, a little less. Between the two lies a
// machine that has other things to do.
constexpr double k_clear_speedup = 1.3;

Failure wrong(const fs::path& executable, const std::string& what, std::vector<std::string> hints = {},
              std::string finding = {}) {
  return fail(ErrorCode::process, "`" + executable.string() + "` " + what, std::move(hints),
              std::move(finding));
}

std::string two_digits(double value) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(2) << value;
  return text.str();
}

// "cp314t" → ".cpython-314t-"
std::string suffix_start(const InterpreterFacts& facts) {
  return ".cpython-" + facts.abi().substr(2) + "-";
}

bool lies_in(const fs::path& path, const fs::path& directory) {
  FsError ignored;
  const fs::path inner = fs::canonical(path, ignored);
  const fs::path outer = fs::canonical(directory, ignored);
  return !inner.empty() && !outer.empty() && starts_with(inner.string(), outer.string() + "/");
}

Status check_libpython(Services& services, const InterpreterFacts& facts, const fs::path& executable,
                       const VerifyDemand& demand) {
  if (!facts.shared) return {};
  if (!demand.staged && facts.libpython.empty()) {
    return wrong(
        executable,
        "is shared, but has no `" + facts.ldlibrary + "` in `" + facts.libdir + "`, where it says that it is",
        {}, "PY-08");
  }
  const auto library = loaded_libpython(services.processes, services.child_environment, executable);
  if (!library) {
    // On systems that don't show a process its memory map the imports have to do.
    if (library.error().code == ErrorCode::unsupported) return {};
    return fail(library.error());
  }
  // An executable may have its library built in and bring a second one for programs that embed Python.
  if (library->empty() && !demand.ours) return {};
  if (library->empty()) return wrong(executable, "has no libpython, although it says that it is shared");
  if (lies_in(*library, facts.base_prefix)) return {};
  return wrong(executable, "loads `" + library->string() + "`, which is not its own library",
               {"look for LD_LIBRARY_PATH, LD_PRELOAD and /etc/ld.so.conf.d"}, "PY-08");
}

// That the GIL is off has been seen before; how much faster threads are depends on who else is at work, so
// a poor result is measured again and then told, but is no reason to throw a build away.
Result<ThreadMeasure> best_measure(Services& services, const fs::path& executable) {
  ThreadMeasure best;
  for (int attempt = 0; attempt < 2; ++attempt) {
    FTENV_TRY(const ThreadMeasure measure,
              measure_threads(services.processes, services.child_environment, executable));
    if (measure.speedup() > best.speedup()) best = measure;
    if (best.speedup() >= k_clear_speedup || services.host.cores < 2) return best;
  }
  services.reporter.note("two threads were hardly faster than one just now (" + two_digits(best.speedup()) +
                         " times): is the machine busy?");
  return best;
}

}  // namespace

std::vector<std::string> imports_to_try(const CpythonRecipe& recipe, bool tkinter) {
  std::vector<std::string> imports = recipe.always;
  for (const StdlibModule& module : recipe.modules) {
    const bool wanted = module.configure_name == "_tkinter" ? tkinter : module.required;
    if (wanted) imports.insert(imports.end(), module.imports.begin(), module.imports.end());
  }
  return imports;
}

std::vector<std::string> modules_lacking(const InterpreterFacts& facts, const CpythonRecipe& recipe) {
  std::vector<std::string> lacking;
  for (const std::string& name : facts.missing_modules) {
    const bool too_new =
        std::any_of(recipe.modules.begin(), recipe.modules.end(), [&](const StdlibModule& module) {
          const auto since = Version::parse(module.since);
          const auto& imports = module.imports;
          return since && facts.version < *since &&
                 std::find(imports.begin(), imports.end(), name) != imports.end();
        });
    if (!too_new) lacking.push_back(name);
  }
  return lacking;
}

std::vector<std::string> essential_of(const std::vector<std::string>& lacking, const CpythonRecipe& recipe) {
  std::vector<std::string> essential;
  std::copy_if(lacking.begin(), lacking.end(), std::back_inserter(essential), [&](const std::string& name) {
    return std::find(recipe.essential.begin(), recipe.essential.end(), name) != recipe.essential.end();
  });
  return essential;
}

Status check_facts(const InterpreterFacts& facts, const fs::path& executable, const Recipes& recipes,
                   bool ours) {
  if (facts.implementation != "cpython")
    return wrong(executable, "is `" + facts.implementation + "`, not CPython");
  if (!facts.free_threaded) return wrong(executable, "is a build with the GIL");
  if (facts.gil_enabled) {
    return wrong(executable, "has a free-threaded build but starts with the GIL on",
                 {"look for PYTHON_GIL=1 in the environment"});
  }
  if (!facts.shared && ours)
    return wrong(executable, "is linked statically: Rust extensions can't be tested with it");
  if (!starts_with(facts.ext_suffix, suffix_start(facts))) {
    return wrong(executable,
                 "names extensions `" + facts.ext_suffix + "` instead of `" + suffix_start(facts) + "…`");
  }
  const auto cflags = split_words(facts.cflags);
  for (const std::string& flag : recipes.cpython.compile_flags) {
    if (std::find(cflags.begin(), cflags.end(), flag) != cflags.end())
      return wrong(executable, "would hand our own flag `" + flag + "` on to every extension");
  }
  auto lacking = modules_lacking(facts, recipes.cpython);
  if (!ours) lacking = essential_of(lacking, recipes.cpython);
  if (lacking.empty()) return {};
  return wrong(executable, "can't import `" + join(lacking, "`, `") + "`", {}, "PY-03");
}

Result<InterpreterVerification> verify_interpreter(Services& services, const fs::path& executable,
                                                   const VerifyDemand& demand) {
  InterpreterVerification verification;
  FTENV_TRY(verification.facts, ask_interpreter(services.processes, services.child_environment, executable,
                                                imports_to_try(services.recipes.cpython, demand.tkinter)));
  FTENV_CHECK(check_facts(verification.facts, executable, services.recipes, demand.ours));
  FTENV_CHECK(check_libpython(services, verification.facts, executable, demand));
  const auto lacking = modules_lacking(verification.facts, services.recipes.cpython);
  if (!lacking.empty()) {
    services.reporter.note("`" + executable.string() + "` has no `" + join(lacking, "`, `") + "`");
  }
  if (demand.measure) {
    FTENV_TRY(verification.threads, best_measure(services, executable));
  }
  return verification;
}

}  // namespace ftenv

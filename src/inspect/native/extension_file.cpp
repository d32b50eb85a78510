#include "inspect/native/extension_file.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "inspect/python/probe.hpp"

namespace ftenv {
namespace {

// Real packages import for seconds and on slow disks for longer; a hang must still end.
constexpr std::chrono::seconds k_import_limit{120};

Result<ThreadMeasure> measure_with(ProcessRunner& runner, const Environment& environment,
                                   const fs::path& executable, const std::string& module) {
  FTENV_TRY(const Json answer,
            run_probe(runner, environment, executable,
                      {"threads.py", {"2", module}, /*with_site=*/true, k_import_limit, module}));
  return ThreadMeasure{answer["serial_s"].double_or(0), answer["parallel_s"].double_or(0), 2};
}

// maturin puts a module into a package only where that has a folder of its own among the sources.
std::vector<std::string> where_it_may_be(const std::string& module, const std::string& problem) {
  const std::size_t dot = module.rfind('.');
  if (dot == module.npos || !starts_with(problem, "there is no module")) return {};
  const std::string package = replace_all(module.substr(0, dot), ".", "/"), name = module.substr(dot + 1);
  return {"is there a folder `" + package +
              "` with an `__init__.py` among the project's Python files? Without it " +
              "maturin builds a module `" + name + "`: make the folder and run `ftenv up` again",
          "or write `module-name = \"" + name + "\"` in pyproject.toml"};
}

}  // namespace

Result<fs::path> locate_extension(ProcessRunner& runner, const Environment& environment,
                                  const fs::path& executable, const std::string& module) {
  FTENV_TRY(const Json answer, run_probe(runner, environment, executable,
                                         {"locate_extension.py", {module}, /*with_site=*/true}));
  const std::string problem = answer["problem"].string_or("");
  if (!problem.empty()) return fail(ErrorCode::process, problem, where_it_may_be(module, problem));
  return fs::path(answer["file"].string_or(""));
}

Result<ImportWitness> witness_import(ProcessRunner& runner, const Environment& environment,
                                     const fs::path& executable, const std::string& module, bool measure) {
  FTENV_TRY(const Json answer,
            run_probe(runner, environment, executable,
                      {"import_extension.py", {module}, /*with_site=*/true, k_import_limit, module}));
  const std::string problem = answer["problem"].string_or("");
  if (!problem.empty()) return fail(ErrorCode::process, "`import " + module + "` fails: " + problem);
  ImportWitness witness;
  witness.gil_before = answer["gil_before"].bool_or(true);
  witness.gil_after = answer["gil_after"].bool_or(true);
  witness.file = answer["file"].string_or("");
  witness.warned = answer["warned"].strings();
  for (const Json& item : answer["extensions"].items()) {
    witness.extensions.push_back({item["module"].string_or(""), item["file"].string_or("")});
  }
  if (measure) {
    FTENV_TRY(witness.threads, measure_with(runner, environment, executable, module));
  }
  return witness;
}

}  // namespace ftenv

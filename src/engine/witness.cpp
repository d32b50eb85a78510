#include "engine/witness.hpp"

#include "base/text.hpp"
#include "engine/explain/platform_text.hpp"
#include "engine/failure_log.hpp"
#include "inspect/native/extension_file.hpp"
#include "inspect/python/venv.hpp"

namespace ftenv {
namespace {

// Which of the extension modules switch the GIL on when they are imported alone.
std::vector<ImportedExtension> find_culprits(Services& services, const fs::path& python,
                                             const std::vector<ImportedExtension>& extensions) {
  std::vector<ImportedExtension> culprits;
  for (const ImportedExtension& extension : extensions) {
    const auto alone =
        witness_import(services.processes, services.child_environment, python, extension.module, false);
    if (alone && alone->gil_after && !alone->gil_before) culprits.push_back(extension);
  }
  return culprits;
}

Error gil_is_on(const std::string& module, const ImportWitness& witness,
                std::vector<ImportedExtension> culprits) {
  Error error{ErrorCode::process, "", {}, {}, "RT-01", std::nullopt};
  if (culprits.empty()) {
    for (const std::string& name : witness.warned) culprits.push_back({name, ""});
  }
  std::vector<std::string> names;
  bool own = false;
  for (const ImportedExtension& culprit : culprits) {
    names.push_back("`" + culprit.module + "`");
    // maturin puts the library of a module `hello` beside a Python file: `hello.hello`.
    own = own || culprit.module == module || culprit.file == witness.file ||
          starts_with(culprit.module, module + ".");
    if (!culprit.file.empty()) error.context.push_back(culprit.module + " is `" + culprit.file + "`");
  }
  error.message = "`import " + module + "` works, but it switches the GIL on" +
                  (names.empty() ? "" : ": " + join(names, ", ") + (names.size() == 1 ? " does" : " do"));
  if (own || names.empty()) {
    error.hints.push_back(
        "declare in Rust that the module is thread-safe: `#[pymodule(gil_used = false)]`, or update PyO3 to "
        "0.28 or newer");
  } else {
    error.finding = "RT-02";
    error.hints.push_back("look for a newer version of the package that " + names.front() + " belongs to");
  }
  return error;
}

// An exception of the import, with what is known of it.
Error explained(const Services& services, Error error) {
  if (!error.finding.empty()) return error;
  for (const LogFinding& known : scan_build_log(error.message, known_failures(services.recipes.overlays))) {
    if (known.id.empty()) continue;
    error.finding = known.id;
    error.context.push_back(for_this_platform(known.cause, services));
    error.hints.insert(error.hints.begin(), for_this_platform(known.fix, services));
    break;
  }
  return error;
}

}  // namespace

Result<WitnessFacts> bear_witness(Services& services, const fs::path& venv, const std::string& module) {
  const fs::path python = venv_program(services.host, venv, "python");
  auto heard =
      witness_import(services.processes, services.child_environment, python, module, /*measure=*/true);
  if (!heard) return fail(explained(services, std::move(heard).error()));
  const ImportWitness& witness = *heard;
  if (witness.gil_before) {
    return fail(ErrorCode::process, "`" + python.string() + "` has the GIL on before anything is imported",
                {}, "RT-03");
  }
  if (witness.gil_after) {
    return fail(gil_is_on(module, witness, find_culprits(services, python, witness.extensions)));
  }
  return WitnessFacts{false, "", witness.threads};
}

// "`import hello` fails: ModuleNotFoundError: No module named 'hello.hello'"
bool lacks_itself(const std::string& said, const std::string& module) {
  const std::string missing = "ModuleNotFoundError: No module named '" + module.substr(0, module.find('.'));
  return contains(said, missing + "'") || contains(said, missing + ".");
}

}  // namespace ftenv

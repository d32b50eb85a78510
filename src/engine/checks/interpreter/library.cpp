// libpython: which one the loader takes, found out as the loader does it, and whether there is one to link.
#include "base/text.hpp"
#include "engine/checks/interpreter/checks.hpp"
#include "engine/checks/venv/fix.hpp"
#include "inspect/native/loader_path.hpp"
#include "inspect/python/embedding.hpp"

namespace ftenv {
namespace {

std::string library_of(const LoaderNeeds& needs) {
  for (const std::string& name : needs.needed) {
    if (starts_with(name, "libpython")) return name;
  }
  return {};
}

bool lies_in(const fs::path& path, const fs::path& folder) {
  FsError ignored;
  const fs::path inner = fs::canonical(path, ignored);
  const fs::path outer = fs::canonical(folder, ignored);
  return !inner.empty() && !outer.empty() && starts_with(inner.string(), outer.string() + "/");
}

// An interpreter that the system itself has installed takes its library from the system's folders.
bool is_systems(const BaseProgram& base) {
  return base.prefix == "/usr" || base.prefix == "/";
}

struct Loaded {
  BaseProgram base;
  std::string library;
  FoundLibrary plain;  // without LD_LIBRARY_PATH
  FoundLibrary here;   // as the user's shell would start it
};

Finding not_found(CheckContext& context, const VenvFacts& venv, const Loaded& loaded,
                  const LoaderNeeds& needs) {
  Finding finding = context.finding(
      "PY-08", Severity::error,
      "`" + loaded.base.file.string() + "` needs `" + loaded.library + "`, which the loader does not find",
      "`" + (loaded.base.prefix / "lib" / loaded.library).string() +
          "`, and a path to it inside of the program");
  const std::string written = needs.runpath.empty() ? needs.rpath : needs.runpath;
  finding.evidence.push_back(written.empty() ? "the program has no path of its own (no RPATH, no RUNPATH)"
                                             : "the program looks in `" + written + "`");
  finding.fixes.push_back(remake_venv(context, venv));
  return finding;
}

Finding by_variable_only(CheckContext& context, const VenvFacts& venv, const Loaded& loaded) {
  Finding finding = context.finding(
      "PY-08", Severity::warning,
      "`" + loaded.base.file.string() + "` finds `" + loaded.library + "` only because of `LD_LIBRARY_PATH`",
      "a path to it inside of the program");
  finding.variables.push_back("LD_LIBRARY_PATH");
  finding.fixes.push_back(remake_venv(context, venv));
  return finding;
}

Finding hijacked(CheckContext& context, const Loaded& loaded) {
  Finding finding = context.finding(
      "IN-15", Severity::error,
      "`LD_LIBRARY_PATH` makes `" + loaded.base.file.string() + "` load `" + loaded.here.path.string() + "`",
      "its own `" + loaded.plain.path.string() + "`");
  finding.variables.push_back("LD_LIBRARY_PATH");
  finding.fixes.push_back({"take it out of this shell", {"unset LD_LIBRARY_PATH"}, false, {}});
  return finding;
}

Finding somebody_elses(CheckContext& context, const VenvFacts& venv, const Loaded& loaded) {
  Finding finding =
      context.finding("PY-08", Severity::error,
                      "`" + loaded.base.file.string() + "` loads `" + loaded.here.path.string() + "` (from " +
                          loaded.here.via + "), which belongs to another Python",
                      "its own library, below `" + loaded.base.prefix.string() + "`");
  finding.fixes.push_back(remake_venv(context, venv));
  return finding;
}

}  // namespace

Result<CheckAnswer> check_library(CheckContext& context) {
  CheckAnswer answer;
  const Result<VenvFacts>& venv = context.facts.venv_facts();
  if (!venv || !venv->is_venv || !venv->executable_alive) {
    answer.skipped = "there is no environment that works";
    return answer;
  }
  Loaded loaded{base_program(*venv), {}, {}, {}};
  const auto needs = read_loader_needs(loaded.base.file);
  if (!needs) {
    answer.skipped = "the interpreter is no ELF program";
    return answer;
  }
  loaded.library = library_of(*needs);
  if (loaded.library.empty()) {
    answer.seen = "libpython is built into the interpreter";
    return answer;
  }
  LoaderWorld world =
      system_loader(context.user().get("LD_LIBRARY_PATH"), context.facts.services().system_root);
  loaded.here = find_library(loaded.base.file, *needs, loaded.library, world);
  world.library_path.clear();
  loaded.plain = find_library(loaded.base.file, *needs, loaded.library, world);
  FsError ignored;
  if (loaded.here.path.empty()) {
    answer.findings.push_back(not_found(context, *venv, loaded, *needs));
  } else if (loaded.plain.path.empty()) {
    answer.findings.push_back(by_variable_only(context, *venv, loaded));
  } else if (!fs::equivalent(loaded.here.path, loaded.plain.path, ignored)) {
    answer.findings.push_back(hijacked(context, loaded));
  } else if (!is_systems(loaded.base) && !lies_in(loaded.here.path, loaded.base.prefix)) {
    answer.findings.push_back(somebody_elses(context, *venv, loaded));
  } else {
    answer.seen = "it loads its own " + loaded.library;
  }
  return answer;
}

Result<CheckAnswer> check_linking(CheckContext& context) {
  CheckAnswer answer;
  const Result<VenvFacts>& venv = context.facts.venv_facts();
  const Result<InterpreterFacts>& facts = context.facts.interpreter(context.processes);
  const Result<Project>& project = context.facts.project();
  if (!venv || !facts || !project) {
    answer.skipped = facts ? "the project can't be read" : "the environment's interpreter can't be asked";
    return answer;
  }
  if (!facts->libpython.empty()) {
    answer.seen = "libpython is there to link";
    return answer;
  }
  const EmbeddingNeed need = embedding_need(*project);
  const std::string prefix = "`" + facts->base_prefix.string() + "`";
  if (facts->shared) {
    Finding finding =
        context.finding("PY-26", need.needed ? Severity::error : Severity::info,
                        "the interpreter says that `" + facts->ldlibrary + "` is in `" + facts->libdir +
                            "`, " + (facts->libdir_exists ? "and it is not" : "and there is no such folder"),
                        "the library where the interpreter says that it is");
    finding.evidence.push_back(need.because);
    finding.fixes.push_back(remake_venv(context, *venv));
    answer.findings.push_back(std::move(finding));
  } else if (need.needed) {
    Finding finding =
        context.finding("PY-13", Severity::error,
                        "the interpreter in " + prefix + " has no shared libpython, and " + need.because,
                        "an interpreter that was built with `--enable-shared`");
    finding.title = "the project starts Python itself, and this Python has no shared library";
    finding.fixes.push_back(remake_venv(context, *venv));
    answer.findings.push_back(std::move(finding));
  } else {
    Finding finding =
        context.finding("PY-12", Severity::info,
                        "the interpreter in " + prefix + " has no shared libpython (`Py_ENABLE_SHARED` is 0)",
                        "one, as soon as a program or a test of the project starts Python itself");
    finding.evidence.push_back(need.because);
    answer.findings.push_back(std::move(finding));
  }
  return answer;
}

}  // namespace ftenv

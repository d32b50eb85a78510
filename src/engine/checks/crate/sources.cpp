// What the sources call the module, whether it promises to do without the GIL, and types that are gone.
#include "base/text.hpp"
#include "engine/checks/crate/checks.hpp"
#include "inspect/project/compatibility.hpp"

namespace ftenv {
namespace {

std::string last_part(const std::string& module) {
  const std::size_t dot = module.rfind('.');
  return dot == std::string::npos ? module : module.substr(dot + 1);
}

// The declaration that becomes the extension; nullptr when none can be told.
const PyModuleDeclaration* exported(const RustSources& sources, const std::string& name) {
  for (const PyModuleDeclaration& module : sources.modules) {
    if (module.name == name) return &module;
  }
  return nullptr;
}

void check_name(const CheckContext& context, const Project& project, const RustSources& sources,
                CheckAnswer& answer) {
  const std::string wanted = last_part(project.module);
  // Where something else may make the function that Python calls, say nothing.
  if (sources.modules.empty() || !sources.complete || sources.makes_init_by_hand) return;
  for (const PyModuleDeclaration& module : sources.modules) {
    if (module.conditional) return;
  }
  if (exported(sources, wanted)) return;
  const PyModuleDeclaration& module = sources.modules.front();
  const std::string place = shown(context, module.at.file, module.at.line);
  Finding finding = context.finding(
      "RT-10", Severity::error,
      "Python imports `" + project.module + "`, and " + place + " makes a module `" + module.name + "`",
      "one name in both places");
  finding.fixes.push_back(
      {"write it above the function in " + place, {"#[pyo3(name = \"" + wanted + "\")]"}, false, {}});
  finding.fixes.push_back({project.pyproject
                               ? "or name it in pyproject.toml: `module-name` under [tool.maturin]"
                               : "or name the library so: `name = \"" + module.name + "\"` under [lib]",
                           {},
                           false,
                           {}});
  answer.findings.push_back(std::move(finding));
}

Finding switches_gil_on(const CheckContext& context, std::string found) {
  Finding finding =
      context.finding("RT-01", Severity::error, std::move(found), "`gil_used = false` at the module");
  return finding;
}

void check_gil(CheckContext& context, const Project& project, const RustSources& sources,
               CheckAnswer& answer) {
  const PyModuleDeclaration* module = exported(sources, last_part(project.module));
  if (!module || module->conditional || sources.gil_used_by_call) return;
  const std::string place = shown(context, module->at.file, module->at.line);
  const Fix promise{"check that nothing in it counts on one thread at a time, and write in " + place,
                    {"#[pymodule(gil_used = false)]"},
                    false,
                    {}};
  if (module->gil_used.value_or(false)) {
    Finding finding =
        switches_gil_on(context, shown(context, module->gil_used_at.file, module->gil_used_at.line) +
                                     " says `gil_used = true`");
    finding.fixes.push_back(promise);
    answer.findings.push_back(std::move(finding));
    return;
  }
  const CompatibilityRecipe& known = context.facts.services().recipes.compatibility;
  if (module->gil_used || !project.pyo3 || known.pyo3.empty() || *project.pyo3 < known.pyo3.front().from)
    return;
  if (!gil_used_by_default(project, known)) return;
  Finding finding =
      switches_gil_on(context, pyo3_text(project) + " takes it that a module needs the GIL, and " + place +
                                   " does not say otherwise");
  finding.fixes.push_back(promise);
  answer.findings.push_back(std::move(finding));
}

// A type that is gone, or that a free-threaded build lacks.
void check_types(const CheckContext& context, const Project& project, const RustSources& sources,
                 bool free_threaded, CheckAnswer& answer) {
  const Pyo3Changes& changes = context.facts.services().recipes.compatibility.pyo3_changes;
  const bool protected_gone = since(project.pyo3, changes.gil_protected_gone);
  if (!sources.gil_protected.empty() &&
      (protected_gone || (free_threaded && since(project.pyo3, changes.gil_protected_off)))) {
    const SourcePlace& at = sources.gil_protected.front();
    Finding finding =
        context.finding("PX-11", Severity::error,
                        shown(context, at.file, at.line) + " uses `GILProtected`, and " + pyo3_text(project) +
                            (protected_gone ? " no longer has it" : " has it only for Pythons with the GIL"),
                        "a lock that does not count on the GIL, such as `std::sync::Mutex`");
    finding.fixes.push_back({"put what it holds into a `Mutex` and lock it where it is used", {}, false, {}});
    answer.findings.push_back(std::move(finding));
  }

  const bool cell_gone = since(project.pyo3, changes.gil_once_cell_gone);
  if (!sources.gil_once_cell.empty() &&
      (cell_gone || since(project.pyo3, changes.gil_once_cell_deprecated))) {
    const SourcePlace& at = sources.gil_once_cell.front();
    Finding finding =
        context.finding("PX-12", cell_gone ? Severity::error : Severity::info,
                        shown(context, at.file, at.line) + " uses `GILOnceCell`, and " + pyo3_text(project) +
                            (cell_gone ? " no longer has it" : " warns of it"),
                        "`PyOnceLock` of `pyo3::sync`");
    for (const SourcePlace& place : sources.gil_once_cell) {
      finding.evidence.push_back(shown(context, place.file, place.line));
    }
    finding.fixes.push_back({"write `PyOnceLock` for `GILOnceCell`", {}, false, {}});
    answer.findings.push_back(std::move(finding));
  }
}

Result<CheckAnswer> check_sources(CheckContext& context) {
  const Project* project = readable_project(context);
  if (!project) return skip_unreadable_project();
  const RustSources sources = sources_of(*project);
  const InterpreterFacts* python = answering_interpreter(context);
  // With the GIL there is nothing to switch on.
  const bool free_threaded = !python || python->free_threaded;
  CheckAnswer answer;
  if (!sources.complete) answer.seen = "only part of the sources was read: there are too many";
  check_name(context, *project, sources, answer);
  if (free_threaded) check_gil(context, *project, sources, answer);
  check_types(context, *project, sources, free_threaded, answer);
  return answer;
}

}  // namespace

Check crate_sources_check() {
  return {"crate-sources",
          Area::crate,
          "the module's name, what it says of the GIL, and types that are gone",
          {"PX-11", "PX-12", "RT-01", "RT-10"},
          true,
          CheckCost::quick,
          check_sources};
}

}  // namespace ftenv

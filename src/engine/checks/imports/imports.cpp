// Which import switches the GIL on, and whose fault that is. Imports everything: only with --deep.
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "engine/checks/checks.hpp"
#include "engine/checks/imports/table.hpp"
#include "engine/checks/venv/fix.hpp"
#include "inspect/project/compatibility.hpp"

namespace ftenv {
namespace {

// An extension module that CPython itself names, and the imports that led to it.
struct Culprit {
  std::string module;
  fs::path file;
  const InstalledDistribution* package = nullptr;  // nullptr: the project's, or of unknown origin
  bool ours = false;
  std::vector<const ImportRow*> rows;
};

fs::path file_of(const std::string& module, const ImportRow& row) {
  for (const ImportedExtension& extension : row.witness.extensions) {
    if (extension.module == module) return extension.file;
  }
  return module == row.module ? fs::path(row.witness.file) : fs::path();
}

bool same_name(std::string_view one, std::string_view other) {
  const auto normal = [](std::string_view name) {
    return replace_all(replace_all(to_lower(name), "-", "_"), ".", "_");
  };
  return normal(one) == normal(other);
}

class Culprits {
 public:
  Culprits(const std::vector<InstalledDistribution>& installed, const Project* project)
      : m_installed(installed), m_project(project) {}

  void add(const ImportRow& row) {
    // Before 3.14 a warning may be swallowed: then only the import itself can be named.
    std::vector<std::string> names = row.witness.warned;
    if (names.empty()) names.push_back(row.module);
    for (const std::string& name : names) {
      Culprit& culprit = m_found[name];
      culprit.rows.push_back(&row);
      if (!culprit.module.empty()) continue;
      culprit.module = name;
      culprit.file = file_of(name, row);
      culprit.package = owner_of(m_installed, culprit.file);
      culprit.ours = is_ours(culprit);
    }
  }

  const std::map<std::string, Culprit>& found() const { return m_found; }

 private:
  bool is_ours(const Culprit& culprit) const {
    if (m_project == nullptr) return false;
    if (culprit.package != nullptr) return same_name(culprit.package->name, m_project->distribution);
    const std::string top = m_project->module.substr(0, m_project->module.find('.'));
    return culprit.module == top || starts_with(culprit.module, top + ".");
  }

  const std::vector<InstalledDistribution>& m_installed;
  const Project* m_project;
  std::map<std::string, Culprit> m_found;
};

void add_rows(Finding& finding, const Culprit& culprit) {
  if (!culprit.file.empty()) finding.evidence.push_back(culprit.module + " is " + culprit.file.string());
  for (const ImportRow* row : culprit.rows) finding.evidence.push_back(row->text());
}

// The series of PyO3 from which on a module that says nothing leaves the GIL off.
std::string first_without_gil(const CompatibilityRecipe& known) {
  for (const Pyo3Range& range : known.pyo3) {
    if (!range.gil_used_default) return range.from.series();
  }
  return {};
}

Finding own_fault(CheckContext& context, const Culprit& culprit, const Project& project) {
  Finding finding =
      context.finding("RT-01", Severity::error,
                      "importing `" + culprit.module + "`, the project's own module, switches the GIL on",
                      "a module that says that it can work without the GIL");
  add_rows(finding, culprit);
  const CompatibilityRecipe& known = context.facts.services().recipes.compatibility;
  if (gil_used_by_default(project, known)) {
    finding.evidence.push_back("PyO3 " + (project.pyo3 ? project.pyo3->text() : std::string()) +
                               " says `gil_used = true` unless it is told otherwise");
    const std::string newer = first_without_gil(known);
    finding.fixes.push_back({"write `#[pymodule(gil_used = false)]` in the Rust source" +
                                 (newer.empty() ? "" : ", or take PyO3 " + newer + " or newer") +
                                 "; then build it again",
                             {up_command(context)},
                             false,
                             {}});
  } else {
    finding.fixes.push_back(
        {"take `gil_used = true` out of `#[pymodule(…)]` in the Rust source and build it again",
         {up_command(context)},
         false,
         {}});
  }
  return finding;
}

Finding others_fault(CheckContext& context, const Culprit& culprit, const fs::path& python) {
  const std::string whose =
      culprit.package == nullptr ? std::string() : culprit.package->name + " " + culprit.package->version;
  const bool claimed = culprit.package != nullptr && culprit.package->claims_free_threading();
  Finding finding = context.finding(
      claimed ? "PP-12" : "RT-02", Severity::error,
      "importing `" + culprit.module + "`" + (whose.empty() ? "" : " (" + whose + ")") +
          " switches the GIL on" +
          (claimed ? ", although its wheel is tagged `" + culprit.package->tags.front() + "`" : ""),
      "a release of it that can work without the GIL");
  add_rows(finding, culprit);
  if (culprit.package != nullptr) {
    finding.fixes.push_back(
        {"take a newer release, if there is one",
         {shell_line({python.string(), "-m", "pip", "install", "--upgrade", culprit.package->name})},
         false,
         {}});
  }
  finding.fixes.push_back({"to see whether it works without, at your own risk (SCRIPT: a program of yours)",
                           {"PYTHON_GIL=0 " + shell_quote(python.string()) + " SCRIPT"},
                           false,
                           {}});
  return finding;
}

Finding dies(CheckContext& context, const ImportRow& row, const fs::path& python) {
  Finding finding =
      context.finding("RT-12", Severity::error,
                      "`import " + row.module + "`" + (row.package.empty() ? "" : " (" + row.package + ")") +
                          " ends the process: " + row.problem,
                      "a module that can be imported");
  finding.confidence = Confidence::likely;
  finding.fixes.push_back({"see where it dies, and whether it does so with the GIL on as well",
                           {shell_quote(python.string()) + " -X faulthandler -c 'import " + row.module + "'",
                            shell_quote(python.string()) + " -X gil=1 -c 'import " + row.module + "'"},
                           false,
                           {}});
  return finding;
}

// A slow machine has the same look as a deadlock, so this is no more than a hint.
Finding hangs(CheckContext& context, const ImportRow& row, const fs::path& python) {
  Finding finding = context.finding("RT-12", Severity::info,
                                    row.problem + (row.package.empty() ? "" : " (" + row.package + ")"),
                                    "a module that can be imported");
  finding.title = "an import takes very long, or hangs";
  finding.confidence = Confidence::likely;
  finding.fixes.push_back(
      {"see where it stands after ten seconds",
       {shell_quote(python.string()) +
        " -c 'import faulthandler; faulthandler.dump_traceback_later(10); import " + row.module + "'"},
       false,
       {}});
  return finding;
}

// Others may have modules that are not meant to be imported here; the project's own has no excuse.
Finding own_fails(CheckContext& context, const ImportRow& row) {
  Finding finding = context.finding("RT-14", Severity::error, row.problem, "a module that can be imported");
  finding.fixes.push_back({"build it into the environment", {up_command(context)}, false, {}});
  return finding;
}

// What is well, and what could not be looked at.
std::string summary(const std::vector<ImportRow>& rows) {
  std::size_t imported = 0, free = 0;
  std::vector<std::string> odd;
  for (const ImportRow& row : rows) {
    if (row.outcome == ImportRow::imported) ++imported;
    if (row.outcome == ImportRow::imported && !row.witness.gil_after) ++free;
    if (row.outcome == ImportRow::failed) odd.push_back(row.problem);
  }
  std::string text =
      "the GIL stays off after " + std::to_string(free) + " of " + std::to_string(imported) + " imports";
  for (const std::string& problem : odd) text += "; " + problem;
  return text;
}

Result<CheckAnswer> check_imports(CheckContext& context) {
  CheckAnswer answer;
  const Result<VenvFacts>& venv = context.facts.venv_facts();
  const Result<InterpreterFacts>& facts = context.facts.interpreter(context.processes);
  if (!venv || !facts) {
    answer.skipped = "the environment's interpreter can't be asked";
    return answer;
  }
  if (!facts->free_threaded || facts->gil_enabled) {
    answer.skipped = "the interpreter has its GIL on before anything is imported";
    return answer;
  }
  const Result<Project>& project = context.facts.project();
  const auto installed = installed_distributions(context.facts.venv());
  const std::string own = project ? project->module : std::string();
  const std::vector<ImportRow> rows = import_table(context, venv->executable, installed, own);
  Culprits culprits(installed, project ? &*project : nullptr);
  for (const ImportRow& row : rows) {
    if (row.switches_gil_on()) culprits.add(row);
    if (row.outcome == ImportRow::hung) answer.findings.push_back(hangs(context, row, venv->executable));
    if (row.outcome == ImportRow::failed && row.package.empty())
      answer.findings.push_back(own_fails(context, row));
    if (row.outcome == ImportRow::killed) answer.findings.push_back(dies(context, row, venv->executable));
  }
  for (const auto& [name, culprit] : culprits.found()) {
    answer.findings.push_back(project && culprit.ours ? own_fault(context, culprit, *project)
                                                      : others_fault(context, culprit, venv->executable));
  }
  answer.seen = summary(rows);
  return answer;
}

}  // namespace

std::vector<Check> import_checks() {
  return {{"imports",
           Area::imports,
           "imports every module of the environment, each in a process of its own",
           {"PP-12", "RT-01", "RT-02", "RT-12", "RT-14"},
           true,
           CheckCost::deep,
           check_imports}};
}

}  // namespace ftenv

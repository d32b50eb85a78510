// Which PyO3, which Python, which maturin: do they go together?
#include "base/text.hpp"
#include "engine/checks/crate/checks.hpp"
#include "inspect/project/compatibility.hpp"
#include "inspect/python/venv.hpp"

namespace ftenv {
namespace {

Finding from_error(const CheckContext& context, const Error& error, std::string need) {
  Finding finding = context.finding(error.finding, Severity::error, error.message, std::move(need));
  for (const std::string& hint : error.hints) finding.fixes.push_back({hint, {}, false, {}});
  return finding;
}

std::string needed_for(const std::string& id) {
  if (id == "MT-09") return "a Python that the project takes, before anything is compiled for it";
  if (id == "PX-10") return "a newer free-threaded Python, or an older PyO3";
  return "a newer PyO3";
}

const Pyo3Range* row_of(const CompatibilityRecipe& known, const Version& pyo3) {
  for (const Pyo3Range& row : known.pyo3) {
    if (pyo3 >= row.from && (row.until == Version{} || pyo3 < row.until)) return &row;
  }
  return nullptr;
}

// With the GIL PyO3 has the same upper bound, but older ones exist that no row is about.
void check_with_gil(CheckContext& context, const Project& project, const InterpreterFacts& python,
                    CheckAnswer& answer) {
  const CompatibilityRecipe& known = context.facts.services().recipes.compatibility;
  const auto accepted = project.requires_python.empty()
                            ? Result<bool>(true)
                            : satisfies_requires_python(python.version, project.requires_python);
  if (accepted && !*accepted) {
    Finding finding = context.finding("MT-09", Severity::error,
                                      "the project requires Python `" + project.requires_python +
                                          "`, and the environment has `" + python.version.text() + "`",
                                      needed_for("MT-09"));
    finding.fixes.push_back({"change `requires-python` in " +
                                 shown(context, project.pyproject.value_or("pyproject.toml")) +
                                 ", or make the environment with another Python",
                             {"ftenv up " + shell_quote(context.facts.root().string())},
                             false,
                             {}});
    answer.findings.push_back(std::move(finding));
  }
  if (!project.pyo3 || known.pyo3.empty()) return;
  const Pyo3Range* row = row_of(known, *project.pyo3);
  if (!row) return;
  const Version series{python.version.major, python.version.minor, 0, {}};
  if (series <= row->python_max_series) return;
  for (const char* name :
       {"PYO3_USE_ABI3_FORWARD_COMPATIBILITY", "PYO3_USE_STABLE_ABI_FORWARD_COMPATIBILITY"}) {
    if (context.user().has(name)) return;
  }
  Finding finding =
      context.finding("PX-07", Severity::error,
                      pyo3_text(project) + " knows Python up to `" + row->python_max_series.series() +
                          "`, and the environment has `" + python.version.text() + "`",
                      "a newer PyO3");
  finding.fixes.push_back({"raise PyO3 in " + shown(context, project.crate.manifest),
                           {"cargo tree -i pyo3-ffi", "cargo update -p pyo3"},
                           false,
                           {}});
  answer.findings.push_back(std::move(finding));
}

void check_free_threaded(CheckContext& context, const Project& project, const Version& python,
                         CheckAnswer& answer) {
  const Status fits = check_compatibility(project, python, context.facts.services().recipes.compatibility);
  if (fits || fits.error().finding.empty()) return;
  Finding finding = from_error(context, fits.error(), needed_for(fits.error().finding));
  if (finding.id == "PX-08" && context.user().has("PYO3_USE_ABI3_FORWARD_COMPATIBILITY")) {
    finding.evidence.push_back("PYO3_USE_ABI3_FORWARD_COMPATIBILITY is set, and does not help here");
    finding.variables.push_back("PYO3_USE_ABI3_FORWARD_COMPATIBILITY");
  }
  answer.findings.push_back(std::move(finding));
}

// Without an environment only what no free-threaded Python at all can mend is certain.
void check_for_any(CheckContext& context, const Project& project, CheckAnswer& answer) {
  const CompatibilityRecipe& known = context.facts.services().recipes.compatibility;
  if (!project.pyo3 || known.pyo3.empty() || *project.pyo3 >= known.pyo3.front().from) return;
  check_free_threaded(context, project, known.pyo3.back().python_max_series, answer);
}

void check_dependencies(CheckContext& context, CheckAnswer& answer) {
  for (const DependencyFact& fact : context.facts.services().recipes.compatibility.dependencies) {
    for (const LockedPackage& package : context.facts.locked()) {
      const auto version = Version::parse(package.version);
      if (package.name != fact.name || !package.from_registry || !version || *version >= fact.below) continue;
      Finding finding = context.finding(
          fact.finding, Severity::error,
          "Cargo.lock has `" + package.name + " " + package.version + "`, and " + fact.why,
          "`" + fact.name + "` " + fact.below.text() + " or newer: before, it does not compile here");
      finding.fixes.push_back({"raise it, with the PyO3 that it asks for",
                               {"cargo tree -i " + fact.name, "cargo update -p " + fact.name},
                               false,
                               {}});
      answer.findings.push_back(std::move(finding));
    }
  }
}

void check_maturin(CheckContext& context, const InterpreterFacts* python, CheckAnswer& answer) {
  const MaturinChanges& changes = context.facts.services().recipes.compatibility.maturin_changes;
  const std::string installed = installed_version(context.facts.venv(), "maturin");
  const auto maturin = Version::parse(installed);
  const bool on_windows = context.facts.services().host.os == "windows";
  if (!maturin || !on_windows || !python || !python->free_threaded) return;
  if (since(maturin, changes.windows_free_threaded)) return;
  Finding finding = context.finding(
      "MT-16", Severity::error, "the environment has maturin `" + installed + "`",
      "maturin `" + changes.windows_free_threaded.text() +
          "` or newer: older ones take a free-threaded Python on Windows for one of another machine");
  finding.fixes.push_back({"install a newer maturin in the environment",
                           {"ftenv up " + shell_quote(context.facts.root().string())},
                           false,
                           {}});
  answer.findings.push_back(std::move(finding));
}

Result<CheckAnswer> check_versions(CheckContext& context) {
  const Project* project = readable_project(context);
  if (!project) return skip_unreadable_project();
  const InterpreterFacts* python = answering_interpreter(context);
  CheckAnswer answer;
  if (!python) {
    check_for_any(context, *project, answer);
  } else if (python->free_threaded) {
    check_free_threaded(context, *project, python->version, answer);
  } else {
    check_with_gil(context, *project, *python, answer);
  }
  if (!python || python->free_threaded) check_dependencies(context, answer);
  check_maturin(context, python, answer);
  if (answer.findings.empty() && python) {
    answer.seen = pyo3_text(*project) + " goes with Python `" + python->version.text() + "`";
  }
  return answer;
}

}  // namespace

Check crate_versions_check() {
  return {"crate-versions",
          Area::crate,
          "PyO3, Python and maturin, by their versions",
          {"MT-09", "MT-16", "PX-07", "PX-08", "PX-09", "PX-10", "PX-11"},
          true,
          CheckCost::quick,
          check_versions};
}

}  // namespace ftenv

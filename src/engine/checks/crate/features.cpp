// Features that a plain build switches on: abi3 of PyO3, and extension-module.
#include "base/text.hpp"
#include "engine/checks/crate/checks.hpp"
#include "inspect/cargo/pyo3_features.hpp"
#include "inspect/python/venv.hpp"

namespace ftenv {
namespace {

// How to build without it. What the dependency itself asks for, no option takes away.
Fix without(const CheckContext& context, const Project& project, const Pyo3Feature& feature) {
  if (feature.by == Pyo3Feature::dependency) {
    return {"take `" + feature.feature + "` out of the dependency on PyO3, and put it into a feature of " +
                shown(context, project.crate.manifest) + ": `abi3 = [\"pyo3/" + feature.feature + "\"]`",
            {},
            false,
            {}};
  }
  std::string command = "maturin develop --no-default-features";
  if (project.crate.feature("free-threaded") != nullptr) command += " -F free-threaded";
  return {"build without it, as `ftenv up` does",
          {"ftenv up " + shell_quote(context.facts.root().string()), command},
          false,
          {}};
}

// abi3 is the ABI that many versions share; a free-threaded Python before 3.15 has none.
void check_abi3(CheckContext& context, const Project& project, const Pyo3Feature& feature,
                CheckAnswer& answer) {
  const InterpreterFacts* python = answering_interpreter(context);
  if (python && !python->free_threaded) return;
  const Pyo3Changes& changes = context.facts.services().recipes.compatibility.pyo3_changes;
  const bool broken = project.pyo3 && *project.pyo3 < changes.abi3_compiles &&
                      *project.pyo3 >= context.facts.services().recipes.compatibility.pyo3.front().from;
  if (broken) {
    Finding finding = context.finding(
        "PX-04", Severity::error, pyo3_text(project) + ", and " + feature.path(),
        "PyO3 `" + changes.abi3_compiles.text() + "` or newer: before, abi3 broke free-threaded builds");
    finding.fixes.push_back({"take a newer PyO3",
                             {"cargo update -p pyo3 --precise " + changes.abi3_is_ignored.text()},
                             false,
                             {}});
    finding.fixes.push_back(without(context, project, feature));
    answer.findings.push_back(std::move(finding));
    return;
  }
  if (project.pyo3 && !since(project.pyo3, changes.abi3_is_ignored)) return;
  Finding finding =
      context.finding("PX-03", Severity::info,
                      feature.path() + " (" + shown(context, project.crate.manifest, feature.at.line) + ")",
                      "nothing: PyO3 ignores it for a free-threaded interpreter, with a warning");
  finding.fixes.push_back(without(context, project, feature));
  answer.findings.push_back(std::move(finding));
}

void check_minimum(CheckContext& context, const Project& project, const Pyo3Feature& feature,
                   CheckAnswer& answer) {
  const InterpreterFacts* python = answering_interpreter(context);
  const Version minimum = minimum_of_abi3(feature.feature);
  if (!python || minimum == Version{}) return;
  const Version series{python->version.major, python->version.minor, 0, {}};
  if (minimum <= series) return;
  const Pyo3Changes& changes = context.facts.services().recipes.compatibility.pyo3_changes;
  const bool for_free_threaded = starts_with(feature.feature, "abi3t");
  // PyO3 looks at a plain abi3 only where the interpreter has the GIL.
  if (python->free_threaded && (!for_free_threaded || since(project.pyo3, changes.abi3t_falls_back))) return;
  if (!python->free_threaded && for_free_threaded) return;
  Finding finding =
      context.finding("PX-06", Severity::error,
                      feature.path() + ", but the environment has Python `" + python->version.text() + "`",
                      "a feature for Python " + series.series() + " or older, or a newer Python");
  finding.evidence.push_back(shown(context, project.crate.manifest, feature.at.line));
  finding.fixes.push_back({"lower it in " + shown(context, project.crate.manifest), {}, false, {}});
  finding.fixes.push_back(without(context, project, feature));
  answer.findings.push_back(std::move(finding));
}

// The first test of the crate, for people; empty where it has none.
std::string tests_of(const CheckContext& context, const Project& project) {
  for (const CrateTarget& target : project.crate.targets) {
    if (target.kind == CrateTarget::test) return shown(context, target.source);
  }
  const RustSources sources = sources_of(project);
  if (sources.tests.empty()) return {};
  return shown(context, sources.tests.front().file, sources.tests.front().line);
}

// With this feature nothing is linked against libpython: right for a module, wrong for a program.
void check_extension_module(CheckContext& context, const Project& project, const Pyo3Feature& feature,
                            CheckAnswer& answer) {
  const CompatibilityRecipe& known = context.facts.services().recipes.compatibility;
  const auto maturin = Version::parse(installed_version(context.facts.venv(), "maturin"));
  const bool by_itself = since(project.pyo3, known.pyo3_changes.extension_module) &&
                         (!maturin || since(maturin, known.maturin_changes.extension_module));
  const bool for_maturin = feature.by == Pyo3Feature::maturin_feature;
  const std::string tests = for_maturin ? std::string() : tests_of(context, project);
  if (!by_itself && tests.empty()) return;
  const std::string where = for_maturin ? std::string("[tool.maturin] of pyproject.toml")
                                        : shown(context, project.crate.manifest, feature.at.line);
  Finding finding = context.finding(
      "PX-20", tests.empty() ? Severity::info : Severity::warning, feature.path() + " (" + where + ")",
      by_itself ? "not this feature: maturin tells PyO3 by itself since " +
                      known.maturin_changes.extension_module.text()
                : "the feature only where maturin builds: in [tool.maturin] of pyproject.toml");
  if (!tests.empty()) {
    finding.why =
        "With it, nothing is linked with libpython. The module does not need that, but the crate has tests, "
        "and `cargo test` ends in `undefined reference` to names that begin with Py.";
    finding.evidence.push_back("a test: " + tests);
  }
  finding.fixes.push_back({"take `extension-module` out of " + where, {}, false, {}});
  answer.findings.push_back(std::move(finding));
}

Result<CheckAnswer> check_features(CheckContext& context) {
  const Project* project = readable_project(context);
  if (!project) return skip_unreadable_project();
  CheckAnswer answer;
  bool abi3_seen = false;
  for (const Pyo3Feature& feature : plain_pyo3_features(*project)) {
    check_minimum(context, *project, feature, answer);
    if (starts_with(feature.feature, "abi3") && !starts_with(feature.feature, "abi3t") && !abi3_seen) {
      abi3_seen = true;
      check_abi3(context, *project, feature, answer);
    }
    if (feature.feature == "extension-module") check_extension_module(context, *project, feature, answer);
  }
  if (project->crate.feature("free-threaded") != nullptr) answer.seen = "declares `free-threaded`";
  return answer;
}

}  // namespace

Check crate_features_check() {
  return {"crate-features",
          Area::crate,
          "the features that a plain build switches on",
          {"PX-03", "PX-04", "PX-06", "PX-20"},
          true,
          CheckCost::quick,
          check_features};
}

}  // namespace ftenv

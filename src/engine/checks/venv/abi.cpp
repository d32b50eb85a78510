// Which ABI the project's environment has, by asking it, and the one that the shell has activated, by its
// files.
#include <algorithm>

#include "base/text.hpp"
#include "engine/checks/venv/checks.hpp"
#include "engine/checks/venv/fix.hpp"
#include "inspect/python/environment_kind.hpp"

namespace ftenv {
namespace {

// Default features that make PyO3 build for the stable ABI.
std::vector<std::string> abi3_features(const Project& project) {
  std::vector<std::string> names;
  for (const std::string& feature : project.crate.pyo3_features) {
    if (starts_with(feature, "abi3")) names.push_back("pyo3/" + feature);
  }
  const FeatureSelection selection = select_features(project);
  names.insert(names.end(), selection.dropped.begin(), selection.dropped.end());
  names.insert(names.end(), selection.mixed.begin(), selection.mixed.end());
  return names;
}

Finding gil_venv(CheckContext& context, const InterpreterFacts& facts, const VenvFacts& venv) {
  const std::string path = context.facts.venv().string();
  if (conda_kind(facts.base_prefix) != CondaKind::none) {
    Finding finding = context.finding("IN-05", Severity::error,
                                      "`" + path + "` was made by conda's Python " + facts.version.text() +
                                          " in `" + facts.base_prefix.string() + "`, which has the GIL",
                                      "one made by a free-threaded interpreter");
    finding.fixes.push_back(remake_venv(context, venv));
    return finding;
  }
  Finding finding =
      context.finding("IN-04", Severity::error,
                      "`" + path + "` is an environment of Python " + facts.version.text() + " with the GIL",
                      "a free-threaded one");
  finding.why =
      "The GIL is a lock that lets only one thread run Python code at a time. What is built here is built "
      "for "
      "such a Python: it brings no speed from threads, and a free-threaded one can't load it.";
  finding.evidence.push_back("asked `" + venv.executable.string() + "`: Py_GIL_DISABLED is not 1");
  if (!venv.home.empty()) finding.evidence.push_back("pyvenv.cfg: home = " + venv.home.string());
  finding.fixes.push_back(remake_venv(context, venv));
  return finding;
}

fs::path canonical_or_same(const fs::path& path) {
  FsError error;
  const fs::path real = fs::canonical(path, error);
  return error ? path : real;
}

}  // namespace

Result<CheckAnswer> check_venv_abi(CheckContext& context) {
  CheckAnswer answer;
  const Result<VenvFacts>& venv = context.facts.venv_facts();
  const Result<InterpreterFacts>& facts = context.facts.interpreter(context.processes);
  if (!venv || !facts) {
    answer.skipped = "the environment's interpreter can't be asked";
    return answer;
  }
  if (facts->free_threaded) {
    answer.seen = "CPython " + facts->version.text() + "t in " + context.facts.venv().filename().string();
    return answer;
  }
  answer.findings.push_back(gil_venv(context, *facts, *venv));
  const auto& project = context.facts.project();
  const std::vector<std::string> abi3 = project ? abi3_features(*project) : std::vector<std::string>{};
  if (project && !abi3.empty()) {
    Finding finding = context.finding(
        "MT-04", Severity::error,
        "the default features (`" + join(abi3, "`, `") +
            "`) ask for the stable ABI, and the environment has the GIL",
        "a free-threaded environment: `maturin` then builds for it and leaves the stable ABI alone");
    finding.why =
        "With these features maturin builds for the stable ABI of Pythons with the GIL and reports success: "
        "nothing says that the result is not the one that was wanted.";
    finding.evidence.push_back(project->crate.manifest.string());
    finding.fixes.push_back(remake_venv(context, *venv));
    answer.findings.push_back(std::move(finding));
  }
  return answer;
}

Result<CheckAnswer> check_active(CheckContext& context) {
  CheckAnswer answer;
  const Environment& user = context.user();
  const std::string active = user.get("VIRTUAL_ENV");
  const std::string conda = user.get("CONDA_PREFIX");
  const fs::path own = canonical_or_same(context.facts.venv());
  if (!active.empty()) {
    if (canonical_or_same(active) == own) {
      answer.seen = "the project's environment is activated";
    } else if (venv_kind(active) == AbiKind::gil) {
      Finding finding = context.finding(
          "IN-04", Severity::warning,
          "`VIRTUAL_ENV` is `" + active + "`, another environment than the project's, and it has the GIL",
          "the project's own environment, or none");
      finding.title = "an environment whose Python has the GIL is activated";
      finding.why =
          "maturin and pip take the environment that is activated, so `maturin develop` would build this "
          "project for a Python with the GIL and install it there.";
      finding.variables.push_back("VIRTUAL_ENV");
      finding.fixes.push_back({"leave that environment", {"deactivate"}, false, {}});
      finding.fixes.push_back(
          {"or start maturin in the project's environment", {"ftenv run -- maturin develop"}, false, {}});
      answer.findings.push_back(std::move(finding));
    } else {
      answer.seen = "`VIRTUAL_ENV` is another environment than the project's: " + active;
    }
    return answer;
  }
  if (!conda.empty() && canonical_or_same(conda) != own && conda_kind(conda) == CondaKind::gil) {
    Finding finding = context.finding(
        "IN-05", Severity::warning,
        "conda's environment `" + conda + "` is activated (`CONDA_PREFIX`), and it has the GIL",
        "the project's own environment, or a free-threaded one of conda's");
    finding.why =
        "maturin prefers an activated conda environment to the project's, so `maturin develop` would "
        "build for a Python with the GIL and install it there.";
    finding.variables.push_back("CONDA_PREFIX");
    finding.fixes.push_back({"leave it", {"conda deactivate"}, false, {}});
    finding.fixes.push_back(
        {"or give it the other interpreter", {"conda install python-freethreading"}, false, {}});
    answer.findings.push_back(std::move(finding));
    return answer;
  }
  answer.seen = "no other environment is activated";
  return answer;
}

}  // namespace ftenv

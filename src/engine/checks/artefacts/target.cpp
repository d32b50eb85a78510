// Target directories in which PyO3 was compiled for another Python than the environment has now.
//
// cargo compiles again when a variable or a file that a build script named has changed. A Python that was
// replaced at the same path is neither. So only what was compiled for the interpreter at this very path
// can be taken for fresh: whatever another interpreter's path stands in, cargo compiles again by itself.
#include <algorithm>

#include "base/text.hpp"
#include "engine/checks/artefacts/checks.hpp"
#include "engine/checks/crate/checks.hpp"
#include "inspect/python/target_abi.hpp"
#include "inspect/python/venv.hpp"

namespace ftenv {
namespace {

std::string meaning_of(const TargetAbi& abi) {
  if (abi.limited) return "many versions of Python with the GIL (abi3)";
  return std::string(abi.free_threaded ? "a free-threaded" : "a") + " CPython " + abi.version.series() +
         (abi.free_threaded ? "" : " with the GIL");
}

bool of_environment(const TargetAbi& abi, const fs::path& venv) {
  return !abi.executable.empty() && abi.executable.parent_path().parent_path() == venv;
}

bool other_abi(const TargetAbi& abi, const InterpreterFacts& python) {
  return abi.free_threaded != python.free_threaded;
}

// What was built for the stable ABI has the lowest version in it, not the interpreter's.
bool other_version(const TargetAbi& abi, const InterpreterFacts& python) {
  return !abi.limited && abi.version.series() != python.version.series();
}

std::vector<Fix> clean(const CheckContext& context, const TargetAbi& abi, const Project& project) {
  std::string command = "cargo clean -p pyo3-ffi -p pyo3-build-config -p pyo3";
  command += " --manifest-path " + shell_quote(project.crate.manifest.string());
  command += " --target-dir " + shell_quote(abi.target.string());
  if (const std::size_t slash = abi.profile.find('/'); slash != std::string::npos) {
    command += " --target " + shell_quote(abi.profile.substr(0, slash));
  }
  if (ends_with(abi.profile, "release")) command += " --release";
  Fix by_hand{"delete what was compiled for the other Python", {command}, false, CleanTarget{abi.target}};
  Fix again{"or let ftenv build in a folder that it keeps for this Python",
            {"ftenv up " + shell_quote(context.facts.root().string())},
            false,
            {}};
  return {by_hand, again};
}

Finding describe(const CheckContext& context, const std::string& id, Severity severity, const TargetAbi& abi,
                 const InterpreterFacts& python, const Project& project) {
  Finding finding = context.finding(
      id, severity,
      shown(context, abi.target / abi.profile) + " has a PyO3 that was compiled for " + meaning_of(abi),
      "one for " + meaning_of(python) + ", as the environment has now");
  finding.evidence.push_back(shown(context, abi.output) + ": " +
                             (abi.free_threaded ? "Py_GIL_DISABLED" : "no Py_GIL_DISABLED") +
                             (abi.lib_name.empty() ? "" : ", lib_name=" + abi.lib_name));
  finding.fixes = clean(context, abi, project);
  return finding;
}

void judge(const CheckContext& context, const TargetAbi& abi, const InterpreterFacts& python,
           const Project& project, CheckAnswer& answer) {
  const CompatibilityRecipe& known = context.facts.services().recipes.compatibility;
  if (of_environment(abi, context.facts.venv())) {
    if (other_abi(abi, python)) {
      const auto maturin = Version::parse(installed_version(context.facts.venv(), "maturin"));
      const bool maturin_notices = maturin && since(maturin, known.maturin_changes.signature_of_abi);
      const bool cargo_notices = since(project.pyo3, known.pyo3_changes.watches_environment);
      // Without a maturin in the environment another one is used, which may be new enough. And for the
      // stable ABI some name no interpreter to cargo, for one version all do: cargo sees that change.
      const bool maturin_fails = maturin && !maturin_notices && !abi.limited;
      const Severity severity = maturin_fails                      ? Severity::error
                                : maturin_notices && cargo_notices ? Severity::info
                                                                   : Severity::warning;
      Finding finding = describe(context, "MT-01", severity, abi, python, project);
      if (maturin_notices && cargo_notices) {
        finding.why = "maturin `" + maturin->text() + "` and " + pyo3_text(project) +
                      " see that the interpreter has changed, so the next build compiles again.";
      } else if (maturin_notices) {
        finding.why = "maturin `" + maturin->text() +
                      "` sees that the interpreter has changed and compiles again, plain cargo does not: "
                      "`cargo build` and `cargo test` would go on with what was made for the other Python.";
      }
      answer.findings.push_back(std::move(finding));
    } else if (other_version(abi, python) && !since(project.pyo3, known.pyo3_changes.watches_environment)) {
      answer.findings.push_back(describe(context, "PX-25", Severity::warning, abi, python, project));
    }
    return;
  }
  // Nobody was asked, and yet it is for another Python: variables said which.
  if (!abi.executable.empty() || abi.limited || abi.lib_name.empty()) return;
  if (!other_abi(abi, python) && !other_version(abi, python)) return;
  Finding finding = describe(context, "PX-14", Severity::warning, abi, python, project);
  finding.confidence = Confidence::likely;
  finding.evidence.push_back("no interpreter was asked: it was told by PYO3_CROSS* or PYO3_CONFIG_FILE");
  finding.variables = {"PYO3_CROSS", "PYO3_CROSS_PYTHON_VERSION", "PYO3_CROSS_LIB_DIR"};
  answer.findings.push_back(std::move(finding));
}

Result<CheckAnswer> check_targets(CheckContext& context) {
  const Project* project = readable_project(context);
  if (!project) return skip_unreadable_project();
  const InterpreterFacts* python = answering_interpreter(context);
  if (!python) return CheckAnswer{{}, {}, "there is no environment to compare with"};
  CheckAnswer answer;
  int seen = 0;
  for (const TargetDirectory& target :
       target_directories(*project, context.facts.cargo_config(), context.user())) {
    // Ours for another ABI are not used for this environment.
    if (!target.ours.empty() && target.ours != python->abi()) continue;
    std::vector<std::string> profiles;
    for (const TargetAbi& abi : read_target_abis(target.path)) {
      // Of each profile the newest that could be taken for this environment's.
      const bool candidate = of_environment(abi, context.facts.venv()) || abi.executable.empty();
      if (!candidate || std::count(profiles.begin(), profiles.end(), abi.profile) > 0) continue;
      profiles.push_back(abi.profile);
      ++seen;
      judge(context, abi, *python, *project, answer);
    }
  }
  if (seen > 0 && answer.findings.empty()) answer.seen = "target directories are for this Python";
  return answer;
}

}  // namespace

Check target_abi_check() {
  return {"stale-target",
          Area::artefacts,
          "target directories compiled for another Python",
          {"MT-01", "PX-14", "PX-25"},
          true,
          CheckCost::quick,
          check_targets};
}

}  // namespace ftenv

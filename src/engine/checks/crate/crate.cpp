// Can the project's files be understood, and what the checks of this area share.
#include <algorithm>

#include "base/text.hpp"
#include "engine/checks/checks.hpp"
#include "engine/checks/crate/checks.hpp"

namespace ftenv {
namespace {

constexpr const char* k_unreadable = "PJ-01";

// Ids of the errors with which reading a project ends.
const std::vector<std::string> k_project_errors = {"PX-01", "PX-02", "MT-12", "MT-13", "MT-17", k_unreadable};

Result<CheckAnswer> check_project_files(CheckContext& context) {
  const Result<Project>& project = context.facts.project();
  CheckAnswer answer;
  if (project) {
    answer.seen = "`" + project->module + "` of the crate `" + project->crate.package + "`" +
                  (project->pyo3 ? ", " + pyo3_text(*project) : "");
    return answer;
  }
  const Error& error = project.error();
  // What the system keeps from us says nothing about the project.
  if (error.code == ErrorCode::permission || error.code == ErrorCode::disk) return fail(error);
  const bool known =
      std::find(k_project_errors.begin(), k_project_errors.end(), error.finding) != k_project_errors.end();
  Finding finding = context.finding(known ? error.finding : k_unreadable, Severity::error, error.message,
                                    "a project that cargo and maturin take as it is");
  finding.evidence = error.context;
  for (const std::string& hint : error.hints) finding.fixes.push_back({hint, {}, false, {}});
  if (finding.fixes.empty()) finding.fixes.push_back({"correct the file at that place", {}, false, {}});
  answer.findings.push_back(std::move(finding));
  return answer;
}

}  // namespace

const InterpreterFacts* answering_interpreter(CheckContext& context) {
  const Result<InterpreterFacts>& facts = context.facts.interpreter(context.processes);
  return facts ? &*facts : nullptr;
}

const Project* readable_project(CheckContext& context) {
  const Result<Project>& project = context.facts.project();
  return project ? &*project : nullptr;
}

CheckAnswer skip_unreadable_project() {
  return {{}, {}, "the project's files can't be understood yet"};
}

std::string shown(const CheckContext& context, const fs::path& file, int line) {
  const fs::path relative = file.lexically_relative(context.facts.root());
  const bool inside = !relative.empty() && *relative.begin() != "..";
  return "`" + (inside ? relative : file).generic_string() + (line > 0 ? ":" + std::to_string(line) : "") +
         "`";
}

std::string pyo3_text(const Project& project) {
  if (!project.pyo3) return "PyO3";
  return "PyO3 `" + project.pyo3->text() + "`" + (project.pyo3_locked ? " (of Cargo.lock)" : "");
}

RustSources sources_of(const Project& project) {
  const fs::path folder = project.crate.manifest.parent_path();
  RustSources sources = read_rust_sources({folder / "src"});
  // [lib] path may lead anywhere in the crate.
  return sources.files > 0 ? sources : read_rust_sources({folder});
}

bool since(const std::optional<Version>& version, const Version& first) {
  return version && first != Version{} && *version >= first;
}

Check crate_project_check() {
  return {"crate-files", Area::crate,      "the project's manifests", k_project_errors,
          true,          CheckCost::quick, check_project_files};
}

std::vector<Check> crate_checks() {
  return {crate_project_check(),   crate_features_check(), crate_versions_check(), crate_rust_check(),
          crate_sources_check(),   crate_tests_check(),    crate_vendor_check(),   crate_scripts_check(),
          crate_workflows_check(), crate_backend_check()};
}

}  // namespace ftenv

// What pip would build the project with: ftenv's proof is about maturin's build.
#include "base/text.hpp"
#include "engine/checks/crate/checks.hpp"

namespace ftenv {
namespace {

// [build-system]
// requires = ["setuptools", "setuptools-rust"]
// build-backend = "setuptools.build_meta"
Result<CheckAnswer> check_backend(CheckContext& context) {
  const Project* project = readable_project(context);
  if (!project) return skip_unreadable_project();
  CheckAnswer answer;
  const auto& pyproject = project->pyproject;
  if (!pyproject || project->build_backend.empty() || contains(project->build_backend, "maturin"))
    return answer;
  Finding finding =
      context.finding("MT-19", Severity::warning,
                      shown(context, *pyproject, project->build_backend_line) + " says `build-backend = \"" +
                          project->build_backend + "\"`",
                      "`build-backend = \"maturin\"`, or to know that pip builds something else than ftenv");
  finding.fixes.push_back(
      {"see what the project's own program builds", {"ftenv run -- pip install ."}, false, {}});
  answer.findings.push_back(std::move(finding));
  return answer;
}

}  // namespace

Check crate_backend_check() {
  return {"crate-backend",  Area::crate,  "whether pip builds it as ftenv does", {"MT-19"}, true,
          CheckCost::quick, check_backend};
}

}  // namespace ftenv

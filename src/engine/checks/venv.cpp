// The project's virtual environment, by its files: is it there, is it whole, does its interpreter live.
#include "base/text.hpp"
#include "engine/checks/checks.hpp"

namespace ftenv {
namespace {

Fix remake(const CheckContext& context, const VenvFacts& venv) {
  const std::string up = "ftenv up " + shell_quote(context.facts.root().string());
  if (venv.ours) return {"make the environment again", {up}, false, RemakeVenv{context.facts.venv()}};
  return {"move it away and have a new one made",
          {"mv " + shell_quote(context.facts.venv().string()) + " " +
               shell_quote(context.facts.venv().string() + ".old"),
           up},
          false,
          {}};
}

Result<CheckAnswer> check_files(CheckContext& context) {
  const Result<VenvFacts>& venv = context.facts.venv_facts();
  if (!venv) return fail(venv.error());
  const std::string path = "`" + context.facts.venv().string() + "`";
  CheckAnswer answer;
  if (!venv->exists) {
    Finding finding = context.finding("IN-08", Severity::warning, path + " does not exist",
                                      "a virtual environment made by a free-threaded interpreter");
    finding.fixes.push_back(
        {"set the project up", {"ftenv up " + shell_quote(context.facts.root().string())}, false, {}});
    answer.findings.push_back(std::move(finding));
  } else if (!venv->is_venv) {
    Finding finding = context.finding("IN-09", Severity::error, path + " has no pyvenv.cfg",
                                      "a whole virtual environment, or nothing");
    finding.fixes.push_back(remake(context, *venv));
    answer.findings.push_back(std::move(finding));
  } else if (!venv->executable_alive) {
    FsError error;
    const fs::path target = fs::read_symlink(venv->executable, error);
    Finding finding = context.finding(
        "IN-10", Severity::error,
        "`" + venv->executable.string() + "` " +
            (error ? "is not there" : "leads to `" + target.string() + "`, which is not there"),
        "an interpreter that can be started");
    if (!venv->home.empty()) finding.evidence.push_back("pyvenv.cfg: home = " + venv->home.string());
    finding.fixes.push_back(remake(context, *venv));
    answer.findings.push_back(std::move(finding));
  } else {
    answer.seen = context.facts.venv().filename().string() + " is whole";
  }
  return answer;
}

}  // namespace

std::vector<Check> venv_checks() {
  return {{"venv-files",
           Area::venv,
           "the environment's files and its interpreter",
           {"IN-08", "IN-09", "IN-10"},
           true,
           CheckCost::quick,
           check_files}};
}

}  // namespace ftenv

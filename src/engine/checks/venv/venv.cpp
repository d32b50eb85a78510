// The project's virtual environment, by its files: is it there, is it whole, does its interpreter live.
#include "base/text.hpp"
#include "engine/checks/checks.hpp"
#include "engine/checks/venv/checks.hpp"
#include "engine/checks/venv/fix.hpp"

namespace ftenv {
namespace {

// Its python is there, but can't work: a copy whose standard library went with `home`, or one that was
// made by another system.
bool is_foreign_or_orphaned(CheckContext& context, const VenvFacts& venv, Finding& finding) {
  FsError ignored;
  std::string found;
  if (venv.executable.extension() == ".exe" && context.facts.services().host.os != "windows") {
    found = "`" + venv.executable.string() + "` is a program for Windows";
  } else if (!venv.home.empty() && !fs::is_directory(venv.home, ignored)) {
    found = "`" + (context.facts.venv() / "pyvenv.cfg").string() + "` names `" + venv.home.string() +
            "` as the interpreter's folder, which is not there";
  } else {
    return false;
  }
  finding = context.finding("IN-10", Severity::error, found, "the interpreter that it was made with");
  return true;
}

Result<CheckAnswer> check_files(CheckContext& context) {
  const Result<VenvFacts>& venv = context.facts.venv_facts();
  if (!venv) return fail(venv.error());
  const std::string path = "`" + context.facts.venv().string() + "`";
  CheckAnswer answer;
  if (!venv->exists && !context.facts.project()) {
    // `up` could make none: what is wrong with the project is said where the crate is looked at.
    answer.seen = "there is none yet";
  } else if (!venv->exists) {
    Finding finding = context.finding("IN-08", Severity::warning, path + " does not exist",
                                      "a virtual environment made by a free-threaded interpreter");
    finding.fixes.push_back({"set the project up", {up_command(context)}, false, {}});
    answer.findings.push_back(std::move(finding));
  } else if (!venv->is_venv) {
    Finding finding = context.finding("IN-09", Severity::error, path + " has no pyvenv.cfg",
                                      "a whole virtual environment, or nothing");
    finding.fixes.push_back(remake_venv(context, *venv));
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
    finding.fixes.push_back(remake_venv(context, *venv));
    answer.findings.push_back(std::move(finding));
  } else if (Finding finding; is_foreign_or_orphaned(context, *venv, finding)) {
    finding.fixes.push_back(remake_venv(context, *venv));
    answer.findings.push_back(std::move(finding));
  } else {
    answer.seen = context.facts.venv().filename().string() + " is whole";
  }
  return answer;
}

}  // namespace

std::vector<Check> venv_checks() {
  const auto check = [](std::string id, std::string title, std::vector<std::string> detects,
                        Result<CheckAnswer> (*run)(CheckContext&)) {
    return Check{std::move(id),    Area::venv, std::move(title), std::move(detects), true,
                 CheckCost::quick, run};
  };
  return {
      check("venv-files", "the environment's files and its interpreter", {"IN-08", "IN-09", "IN-10"},
            check_files),
      check("venv-abi", "is it free-threaded, as the project needs it", {"IN-04", "IN-05", "MT-04"},
            check_venv_abi),
      check("venv-active", "which environment maturin and pip would use here", {"IN-04", "IN-05"},
            check_active),
      check("venv-pip", "pip in the environment", {"IN-06", "MT-07", "PY-22"}, check_pip),
      check("venv-same", "is it still made by the interpreter that was chosen", {"PX-25"}, check_same),
  };
}

}  // namespace ftenv

// What pyenv's shims would start here: the chosen version, another one, or the system's without a word.
#include <algorithm>

#include "base/text.hpp"
#include "engine/checks/programs/names.hpp"
#include "engine/doctor/origins.hpp"
#include "inspect/python/pyenv_selection.hpp"

namespace ftenv {
namespace {

std::string quoted(const std::string& text) {
  return "`" + text + "`";
}

struct Shim {
  std::string name;
  ProgramHit hit;
};

// The names whose first hit is a shim of pyenv: only those are of any consequence.
std::vector<Shim> shims_of(const CheckContext& context, const std::vector<std::string>& names) {
  std::vector<Shim> shims;
  for (const std::string& name : names) {
    std::vector<ProgramHit> hits = hits_of(context, name);
    if (!hits.empty() && hits.front().kind == ProgramHit::pyenv_shim) {
      shims.push_back({name, std::move(hits.front())});
    }
  }
  return shims;
}

fs::path root_of(const Shim& shim, const Environment& user) {
  if (!shim.hit.pyenv_root.empty()) return shim.hit.pyenv_root;
  const std::string named = user.get("PYENV_ROOT");
  return named.empty() ? shim.hit.file.parent_path().parent_path() : fs::path(named);
}

std::string command(const PyenvSelection& selection, const std::string& rest) {
  return shell_quote((selection.root / "bin" / "pyenv").string()) + " " + rest;
}

void blame(Finding& finding, const PyenvSelection& selection) {
  if (selection.set_by == "PYENV_VERSION") finding.variables.push_back("PYENV_VERSION");
}

// What each shim starts instead, for people: "`python3` starts `/usr/bin/python3`, `python` fails".
std::string consequences(const std::vector<Shim>& shims, const PyenvSelection& selection,
                         const Environment& user) {
  std::vector<std::string> clauses;
  for (const Shim& shim : shims) {
    const auto start = pyenv_would_start(selection, shim.name, user);
    clauses.push_back(quoted(shim.name) +
                      (start ? " starts " + quoted(start->program.string()) : std::string(" fails")));
  }
  return join(clauses, ", ");
}

void find_missing_versions(CheckContext& context, const std::vector<Shim>& shims,
                           const PyenvSelection& selection, CheckAnswer& answer) {
  for (const PyenvChoice& choice : selection.choices) {
    if (!choice.installed.empty()) continue;
    const bool variable = selection.set_by == "PYENV_VERSION";
    const std::string wanted = quoted(selection.set_by) + (variable ? " is " : " asks for ") +
                               quoted(choice.wanted) + ", which pyenv has not installed";
    const std::optional<bool> can_build = pyenv_can_build(selection.root, choice.wanted);
    Finding finding = context.finding("IN-01", Severity::error,
                                      wanted + ": " + consequences(shims, selection, context.user()),
                                      "a version that is installed, or no choice");
    blame(finding, selection);
    const std::vector<std::string> versions = pyenv_versions_with(selection.root, "python");
    if (!versions.empty()) finding.evidence.push_back("pyenv has installed: " + join(versions, ", "));
    if (variable) finding.fixes.push_back(unset_fix("PYENV_VERSION", context.user()));
    if (can_build.value_or(true)) {
      finding.fixes.push_back({"have pyenv install it",
                               {command(selection, "install " + shell_quote(choice.wanted))},
                               false,
                               {}});
    }
    finding.fixes.push_back(up_fix(context));
    answer.findings.push_back(std::move(finding));
    if (can_build.value_or(true)) continue;

    Finding unknown =
        context.finding("IN-03", Severity::error, wanted + " and has no definition of",
                        "a version that this pyenv knows (`pyenv install --list`), or a newer pyenv");
    blame(unknown, selection);
    unknown.fixes.push_back(
        {"bring pyenv up to date", {shell_line({"git", "-C", selection.root.string(), "pull"})}, false, {}});
    unknown.fixes.push_back(up_fix(context));
    answer.findings.push_back(std::move(unknown));
  }
}

bool is_free_threaded(const ProgramNames& names, const std::string& name) {
  return std::find(names.free_threaded.begin(), names.free_threaded.end(), name) != names.free_threaded.end();
}

// The command is installed, and its shim refuses. For one that the system does not have either, such as
// plain `python`, that is how many machines are.
void find_unselected(CheckContext& context, const ProgramNames& names, const std::vector<Shim>& shims,
                     const PyenvSelection& selection, CheckAnswer& answer) {
  for (const Shim& shim : shims) {
    if (pyenv_would_start(selection, shim.name, context.user())) continue;
    const std::vector<std::string> versions = pyenv_versions_with(selection.root, shim.name);
    if (versions.empty()) continue;
    const bool matters = is_free_threaded(names, shim.name) && !has_living_venv(context);
    Finding finding = context.finding(
        "IN-02", matters ? Severity::warning : Severity::info,
        quoted(shim.name) + " is a shim of pyenv that fails: the command is in " +
            quoted(join(versions, ", ")) + ", and " +
            (selection.set_by.empty() ? std::string("no version is chosen")
                                      : quoted(selection.set_by) + " chooses another version"),
        "the version chosen, or the interpreter started by its path");
    finding.fixes.push_back(
        {"start it by its path",
         {shell_quote((selection.root / "versions" / versions.back() / "bin" / shim.name).string())},
         false,
         {}});
    finding.fixes.push_back({"choose the version for this folder",
                             {command(selection, "local " + shell_quote(versions.back()))},
                             false,
                             {}});
    answer.findings.push_back(std::move(finding));
  }
}

Result<CheckAnswer> check_pyenv(CheckContext& context) {
  FTENV_TRY(const ProgramNames names, load_program_names());
  CheckAnswer answer;
  std::vector<std::string> wanted = names.names;
  for (const std::string& name : names.free_threaded) {
    if (std::find(wanted.begin(), wanted.end(), name) == wanted.end()) wanted.push_back(name);
  }
  const std::vector<Shim> shims = shims_of(context, wanted);
  if (shims.empty()) {
    answer.skipped = "no command here is a shim of pyenv";
    return answer;
  }
  const PyenvSelection selection =
      read_pyenv_selection(root_of(shims.front(), context.user()), folder_of(context), context.user());
  find_missing_versions(context, shims, selection, answer);
  if (!selection.has_missing()) find_unselected(context, names, shims, selection, answer);
  answer.seen = "through pyenv " + consequences(shims, selection, context.user());
  return answer;
}

}  // namespace

Check pyenv_check() {
  return {"pyenv",
          Area::programs,
          "what pyenv's shims start in this folder",
          {"IN-01", "IN-02", "IN-03"},
          false,
          CheckCost::quick,
          check_pyenv};
}

}  // namespace ftenv

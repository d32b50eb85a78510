// Who owns the folders that cargo, pip and ftenv write to, and can they be made where they are missing.
#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/checks/places/checks.hpp"
#include "engine/rust/toolchain.hpp"
#include "model/home.hpp"

namespace ftenv {
namespace {

std::string quoted(const fs::path& path) {
  return "`" + path.string() + "`";
}

// `sudo cargo` once, and these are root's. The folders below CARGO_HOME are named one by one because a
// healthy ~/.cargo with a foreign registry is the usual picture.
std::vector<fs::path> folders_to_own(CheckContext& context) {
  std::vector<fs::path> folders;
  const Environment& user = context.user();
  if (!user.get("CARGO_HOME").empty() || !home_of(user).empty()) {
    const fs::path cargo = cargo_home(user);
    for (const char* name : {"", "registry", "registry/index", "registry/cache", "registry/src", "git"})
      folders.push_back(*name == '\0' ? cargo : cargo / name);
  }
  if (!home_of(user).empty()) {
    const fs::path cache = user.get("XDG_CACHE_HOME", home_of(user) + "/.cache");
    folders.push_back(cache / "pip");
  }
  folders.push_back(context.facts.services().store.home);
  if (context.facts.has_project()) {
    folders.push_back(context.facts.root());
    folders.push_back(context.facts.venv());
    folders.push_back(target_place(context).path);
  }
  return folders;
}

void judge_owners(CheckContext& context, CheckAnswer& answer) {
  const Machine& machine = *context.facts.services().machine;
  std::vector<fs::path> foreign;
  std::string owner;
  for (const fs::path& folder : folders_to_own(context)) {
    const OwnerFacts facts = machine.owner(folder);
    if (!facts.exists || facts.mine || facts.writable) continue;
    // One that lies below another is mended with it.
    const bool inside = std::any_of(foreign.begin(), foreign.end(), [&](const fs::path& outer) {
      return starts_with(folder.string(), outer.string() + "/");
    });
    if (inside) continue;
    foreign.push_back(folder);
    if (owner.empty()) owner = facts.owner;
  }
  if (foreign.empty()) return;
  std::vector<std::string> names, arguments;
  for (const fs::path& folder : foreign) {
    names.push_back(quoted(folder));
    arguments.push_back(shell_quote(folder.string()));
  }
  const bool pip_only = foreign.size() == 1 && foreign.front().filename() == "pip";
  Finding finding = context.finding("CG-14", pip_only ? Severity::warning : Severity::error,
                                    join(names, ", ") + (foreign.size() == 1 ? " belongs" : " belong") +
                                        " to `" + owner + "` and can't be written by you",
                                    "folders that belong to the user who builds");
  finding.fixes.push_back(
      {"take them back", {"sudo chown -R \"$(id -un)\" " + join(arguments, " ")}, true, {}});
  answer.findings.push_back(std::move(finding));
}

// The nearest thing above `path` that is there.
fs::path nearest_existing(const Machine& machine, fs::path path) {
  while (!machine.owner(path).exists && path.has_parent_path()) path = path.parent_path();
  return path;
}

Status judge_target(CheckContext& context, CheckAnswer& answer) {
  const Machine& machine = *context.facts.services().machine;
  const Place target = target_place(context);
  const fs::path there = nearest_existing(machine, target.path);
  const OwnerFacts facts = machine.owner(there);
  FTENV_TRY(const FilesystemFacts filesystem, machine.filesystem(there));
  std::string because;
  if (!facts.directory)
    because = quoted(there) + " is no folder";
  else if (filesystem.pseudo)
    because = quoted(there) + " is the kernel's and takes no files";
  else if (filesystem.read_only)
    because = quoted(there) + " is mounted read-only";
  else if (!facts.writable && there != target.path)
    because = quoted(there) + " belongs to `" + facts.owner + "`";
  if (because.empty()) return {};
  Finding finding = context.finding("CG-20", Severity::error,
                                    "cargo's target directory " + quoted(target.path) +
                                        (target.named.empty() ? "" : " (`" + target.named + "`)") +
                                        " can't be made: " + because,
                                    "a folder that cargo can make and write to");
  if (starts_with(target.named, "CARGO_")) {
    finding.variables.push_back(target.named);
    finding.fixes.push_back({"let cargo use the project's own folder", {"unset " + target.named}, false, {}});
  } else if (!target.named.empty()) {
    finding.evidence.push_back(target.named + ": target-dir");
    finding.fixes.push_back(
        {"take `target-dir` out of that file, or name a folder that can be written", {}, false, {}});
  } else {
    finding.fixes.push_back(
        {"let cargo build elsewhere (DIR: a folder of yours)", {"export CARGO_TARGET_DIR=DIR"}, false, {}});
  }
  answer.findings.push_back(std::move(finding));
  return {};
}

// That TMPDIR is not there at all is seen by its value, with the other variables.
void judge_temporary(CheckContext& context, CheckAnswer& answer) {
  const Place place = temporary_place(context.user());
  const OwnerFacts facts = context.facts.services().machine->owner(place.path);
  if (!facts.exists || (facts.directory && facts.writable)) return;
  Finding finding =
      context.finding("PY-17", Severity::error,
                      place.what + " " + quoted(place.path) +
                          (facts.directory ? " can't be written by you; it belongs to `" + facts.owner + "`"
                                           : " is no folder"),
                      "a folder in which you can create files");
  if (place.named.empty()) {
    finding.fixes.push_back(
        {"give it its usual rights back", {"sudo chmod 1777 " + shell_quote(place.path.string())}, true, {}});
  } else {
    finding.variables.push_back(place.named);
    finding.fixes.push_back({"go back to the system's folder", {"unset " + place.named}, false, {}});
  }
  answer.findings.push_back(std::move(finding));
}

void judge_home(CheckContext& context, CheckAnswer& answer) {
  const std::string home = home_of(context.user());
  const OwnerFacts facts = home.empty() ? OwnerFacts{} : context.facts.services().machine->owner(home);
  std::string found;
  if (home.empty())
    found = "`HOME` is not set";
  else if (home == "/")
    found = "`HOME` is `/`";
  else if (!facts.directory)
    found = "`HOME` is `" + home + "`, which is no folder";
  else if (!facts.writable)
    found = "`HOME` is `" + home + "`, which you can't write to";
  if (found.empty()) return;
  Finding finding = context.finding("SY-06", Severity::warning, found, "a folder of your own");
  finding.fixes.push_back(
      {"give yourself one for this session", {"export HOME=\"$(mktemp -d)\""}, false, {}});
  answer.findings.push_back(std::move(finding));
}

}  // namespace

Result<CheckAnswer> check_owners(CheckContext& context) {
  CheckAnswer answer;
  if (!context.facts.services().host.root) judge_owners(context, answer);
  if (context.facts.has_project()) FTENV_CHECK(judge_target(context, answer));
  judge_temporary(context, answer);
  judge_home(context, answer);
  if (answer.findings.empty()) answer.seen = "everything can be written";
  return answer;
}

}  // namespace ftenv

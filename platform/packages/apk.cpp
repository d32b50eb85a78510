#include "platform/packages/apk.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

namespace ftenv {

// A name that something else provides is answered with the name of that: the exit code, which counts the
// missing ones, is the answer then.
Result<std::vector<std::string>> Apk::missing(const std::vector<std::string>& packages) {
  if (packages.empty()) return packages;
  const auto ask = [&](const std::vector<std::string>& names) -> Result<ProcessOutcome> {
    std::vector<std::string> argv = with_root({"apk", "info", "--installed"}, "--root");
    argv.insert(argv.end(), names.begin(), names.end());
    FTENV_TRY(ProcessOutcome outcome, query(std::move(argv)));
    if (outcome.status.kind != ExitStatus::exited || starts_with(outcome.err, "ERROR"))
      return fail(failure("apk info", outcome));
    return outcome;
  };
  FTENV_TRY(const ProcessOutcome all, ask(packages));
  if (all.status.ok()) return std::vector<std::string>();
  std::vector<std::string> missing;
  for (const std::string& package : not_among(packages, split_lines(trim(all.out)))) {
    FTENV_TRY(const ProcessOutcome one, ask({package}));
    if (!one.status.ok()) missing.push_back(package);
  }
  return missing;
}

Result<std::string> Apk::candidate(const std::string& package) {
  FTENV_TRY(const ProcessOutcome outcome, query(with_root({"apk", "policy", package}, "--root")));
  const auto lines = split_lines(outcome.out);
  if (lines.size() < 2) return std::string();
  const std::string_view version = trim(lines[1]);
  return std::string(version.substr(0, version.find(':')));
}

Result<std::vector<std::string>> Apk::installed() {
  FTENV_TRY(const ProcessOutcome outcome, query(with_root({"apk", "info"}, "--root")));
  if (!outcome.status.ok()) return fail(failure("apk info", outcome));
  return split_lines(trim(outcome.out));
}

// What something else needs is kept by apk itself.
Command Apk::remove_command(const std::vector<std::string>& packages) const {
  return root_command(with_root({"apk", "del", "--wait", "120"}, "--root"), packages);
}

Command Apk::install_command(const std::vector<std::string>& packages) const {
  return root_command(with_root({"apk", "add", "--wait", "120"}, "--root"), packages);
}

Command Apk::refresh_command() const {
  return root_command(with_root({"apk", "update", "--wait", "120"}, "--root"));
}

bool Apk::has_lists() const {
  for (const char* folder : {"/var/cache/apk", "/etc/apk/cache"})
    for (const fs::path& file : entries_of(machine_path(folder)))
      if (starts_with(file.filename().string(), "APKINDEX.")) return true;
  return false;
}

// https://mirror.example/alpine/v3.22/main
// #https://mirror.example/alpine/v3.22/community
bool Apk::has_repository(const std::string& id) const {
  const auto text = read_text(machine_path("/etc/apk/repositories"));
  if (!text) return false;
  for (const std::string& line : split_lines(*text))
    if (!starts_with(trim(line), "#") && ends_with(trim(line), "/" + id)) return true;
  return false;
}

// apk 3.0.6 and 2.14.10:
//   WARNING: updating and opening http://127.0.0.1:9/alpine/x86_64/APKINDEX.tar.gz: Connection refused
//   WARNING: updating and opening http://127.0.0.1:9/alpine: could not connect to server (check repositories
//   … ERROR: unable to select packages:
//     unknown (no such package):
//       required by: world[unknown]
//   ERROR: Unable to open log: Permission denied
//   ERROR: Unable to lock database: Permission denied
// From documentation: the words about another apk, keys and the disk.
PackageComplaint Apk::diagnose(const ProcessOutcome& outcome) const {
  static const std::vector<KnownComplaint> k_known{
      {"Unable to lock database: Permission denied", PackageTrouble::no_root},
      {"Unable to open log: Permission denied", PackageTrouble::no_root},
      {"Unable to lock database", PackageTrouble::locked},
      {"No space left on device", PackageTrouble::disk},
      {"UNTRUSTED signature", PackageTrouble::signature},
      {"updating and opening", PackageTrouble::network},
      {"temporary error", PackageTrouble::network},
      {"(no such package)", PackageTrouble::unknown_package},
  };
  return find_complaint(outcome.err + "\n" + outcome.out, k_known);
}

}  // namespace ftenv

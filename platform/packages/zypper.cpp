#include "platform/packages/zypper.hpp"

#include "base/text.hpp"
#include "platform/packages/rpm_database.hpp"

namespace ftenv {
namespace {

// Exit codes that say something about a run that has done what it was asked for: a restart is advised,
// a repository was passed over, or a package's own script complained.
bool is_information(int code) {
  return code == 102 || code == 103 || code == 106 || code == 107;
}

}  // namespace

Result<std::vector<std::string>> Zypper::missing(const std::vector<std::string>& packages) {
  if (packages.empty()) return packages;
  FTENV_TRY(const ProcessOutcome outcome, query(with_root(rpm_question(packages), "--root")));
  return rpm_answer(outcome);
}

// Information for package other-sample:
// -------------------------------------
// Repository     : local
// Name           : other-sample
// Version        : 1.0-1
// Arch           : noarch
Result<std::string> Zypper::candidate(const std::string& package) {
  FTENV_TRY(const ProcessOutcome outcome,
            query(with_root({"zypper", "--non-interactive", "--no-refresh", "info", package}, "--root")));
  for (const std::string& line : split_lines(outcome.out)) {
    const auto colon = line.find(':');
    if (starts_with(line, "Version") && colon != std::string::npos)
      return std::string(trim(line.substr(colon + 1)));
  }
  return std::string();
}

Result<std::vector<std::string>> Zypper::installed() {
  FTENV_TRY(const ProcessOutcome outcome, query(with_root(rpm_list(), "--root")));
  if (!outcome.status.ok()) return fail(failure("rpm --query", outcome));
  return split_lines(trim(outcome.out));
}

// The manager itself would take along what needs them; rpm refuses.
Command Zypper::remove_command(const std::vector<std::string>& packages) const {
  return root_command(with_root(rpm_erase(), "--root"), packages);
}

Command Zypper::install_command(const std::vector<std::string>& packages) const {
  return root_command(with_root({"zypper", "--non-interactive", "install", "--no-recommends"}, "--root"),
                      packages);
}

Command Zypper::refresh_command() const {
  return root_command(with_root({"zypper", "--non-interactive", "refresh"}, "--root"));
}

bool Zypper::has_repository(const std::string& id) const {
  return has_enabled_repository({machine_path("/etc/zypp/repos.d")}, id);
}

bool Zypper::succeeded(const ProcessOutcome& outcome) const {
  return outcome.status.ok() ||
         (outcome.status.kind == ExitStatus::exited && is_information(outcome.status.value));
}

// zypper 1.14.42; the exit codes are 104, 104, 104, 7, 8 and 5:
//   No provider of 'unknown' found.
//   Warning: No repositories defined. Operating only with the installed resolvables. Nothing can be …
//   (stdout) Download (curl) error for 'http://127.0.0.1:9/repo/repodata/repomd.xml': System management is
//   locked by the application with pid 15602 (sleep). File './noarch/other-sample-1.0-1.noarch.rpm' not found
//   on medium 'file:/tmp/repo' Root privileges are required to run this command.
// From documentation: the words about keys and the disk.
PackageComplaint Zypper::diagnose(const ProcessOutcome& outcome) const {
  static const std::vector<KnownComplaint> k_known{
      {"Root privileges are required", PackageTrouble::no_root},
      {"System management is locked", PackageTrouble::locked},
      {"No space left on device", PackageTrouble::disk},
      {"more space on the", PackageTrouble::disk},
      {"Signature verification failed", PackageTrouble::signature},
      {"Download (curl) error", PackageTrouble::network},
      {"not found on medium", PackageTrouble::stale_lists},
      {"No repositories defined", PackageTrouble::network},
      {"No provider of '", PackageTrouble::unknown_package},
      {"not found in package names", PackageTrouble::unknown_package},
  };
  return find_complaint(outcome.err + "\n" + outcome.out, k_known);
}

}  // namespace ftenv

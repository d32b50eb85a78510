#include "platform/packages/pacman.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

namespace ftenv {

std::vector<std::string> Pacman::on_root(std::vector<std::string> argv) const {
  argv = with_root(std::move(argv), "--root");
  // It does not look for its configuration below another root.
  if (!context().root.empty())
    argv.insert(argv.begin() + 1, {"--config", machine_path("/etc/pacman.conf").string()});
  return argv;
}

// pacman 6.0.2, exit code 127, or 0 and nothing:
//   other-sample
//   unknown
Result<std::vector<std::string>> Pacman::missing(const std::vector<std::string>& packages) {
  if (packages.empty()) return packages;
  std::vector<std::string> argv = on_root({"pacman", "--deptest"});
  argv.insert(argv.end(), packages.begin(), packages.end());
  FTENV_TRY(const ProcessOutcome outcome, query(std::move(argv)));
  // Exit code 127 says that some are missing, which is an answer.
  if (outcome.status.kind != ExitStatus::exited || (outcome.status.value != 0 && outcome.status.value != 127))
    return fail(failure("pacman --deptest", outcome));
  return not_among(packages, not_among(packages, split_lines(trim(outcome.out))));
}

// Repository      : test
// Name            : other-sample
// Version         : 1:2.0-3
// Description     : a test
Result<std::string> Pacman::candidate(const std::string& package) {
  FTENV_TRY(const ProcessOutcome outcome, query(on_root({"pacman", "-Si", package})));
  for (const std::string& line : split_lines(outcome.out)) {
    const auto colon = line.find(':');
    if (!starts_with(line, "Version") || colon == std::string::npos) continue;
    const std::string version(trim(line.substr(colon + 1)));
    return version.substr(version.find(':') == std::string::npos ? 0 : version.find(':') + 1);
  }
  return std::string();
}

Result<std::vector<std::string>> Pacman::installed() {
  FTENV_TRY(const ProcessOutcome outcome, query(on_root({"pacman", "-Qq"})));
  if (!outcome.status.ok()) return fail(failure("pacman -Qq", outcome));
  return split_lines(trim(outcome.out));
}

Command Pacman::remove_command(const std::vector<std::string>& packages) const {
  return root_command(on_root({"pacman", "-Rn", "--noconfirm"}), packages);
}

Command Pacman::install_command(const std::vector<std::string>& packages) const {
  return root_command(on_root({"pacman", "-S", "--needed", "--noconfirm"}), packages);
}

// Arch supports no mixture of old and new packages: who fetches the lists has to upgrade everything.
Command Pacman::refresh_command() const {
  return root_command(on_root({"pacman", "-Syu", "--noconfirm"}));
}

bool Pacman::has_lists() const {
  for (const fs::path& file : entries_of(machine_path("/var/lib/pacman/sync")))
    if (file.extension() == ".db") return true;
  return false;
}

bool Pacman::has_repository(const std::string& id) const {
  const auto text = read_text(machine_path("/etc/pacman.conf"));
  if (!text) return false;
  for (const std::string& line : split_lines(*text))
    if (trim(line) == "[" + id + "]") return true;
  return false;
}

// pacman 6.0.2:
//   error: target not found: unknown
//   error: you cannot perform this operation unless you are root.
//   error: failed to init transaction (unable to lock database)
//   error: failed retrieving file 'test.db' from 127.0.0.1:9 : Failed to connect to 127.0.0.1 port 9 after 0
//   ms … error: failed retrieving file 'other-sample-1:2.0-3-any.pkg.tar.gz' from 127.0.0.1:18111 : Maximum
//   file … error: no usable package repositories configured.
// From documentation: the words about keys and the disk.
PackageComplaint Pacman::diagnose(const ProcessOutcome& outcome) const {
  static constexpr std::string_view k_upgrade =
      "the package lists here may be older than the mirror; upgrade the system with `pacman -Syu` as root, "
      "since "
      "a single newer package is not supported";
  static const std::vector<KnownComplaint> k_known{
      {"you cannot perform this operation unless you are root", PackageTrouble::no_root},
      {"unable to lock database", PackageTrouble::locked,
       "if none is running, an earlier one was cut off: remove `/var/lib/pacman/db.lck`"},
      {"not enough free disk space", PackageTrouble::disk},
      {"No space left on device", PackageTrouble::disk},
      {"The requested URL returned error: 404", PackageTrouble::stale_lists, k_upgrade},
      // The page that says "not found" is longer than the package that was expected.
      {"Maximum file size exceeded", PackageTrouble::stale_lists, k_upgrade},
      {"failed retrieving file", PackageTrouble::network},
      {"failed to synchronize", PackageTrouble::network},
      {"no usable package repositories", PackageTrouble::network},
      {"invalid or corrupted package (PGP signature)", PackageTrouble::signature},
      {"is unknown trust", PackageTrouble::signature},
      {"target not found", PackageTrouble::unknown_package, k_upgrade},
  };
  return find_complaint(outcome.err + "\n" + outcome.out, k_known);
}

}  // namespace ftenv

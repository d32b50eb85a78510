#include "platform/xbps.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

namespace ftenv {

Result<std::vector<std::string>> Xbps::missing(const std::vector<std::string>& packages) {
  std::vector<std::string> missing;
  for (const std::string& package : packages) {
    FTENV_TRY(const ProcessOutcome outcome,
              query(with_root({"xbps-query", "--property", "state", package}, "--rootdir")));
    if (outcome.status.kind != ExitStatus::exited) return fail(failure("xbps-query", outcome));
    if (trim(outcome.out) != "installed") missing.push_back(package);
  }
  return missing;
}

Result<std::string> Xbps::candidate(const std::string& package) {
  FTENV_TRY(const ProcessOutcome outcome,
            query(with_root({"xbps-query", "--repository", "--property", "pkgver", package}, "--rootdir")));
  // "rust-1.91.0_1": the name may have a '-', the version has none.
  const std::string whole(trim(outcome.out));
  const auto dash = whole.rfind('-');
  if (!outcome.status.ok() || dash == std::string::npos) return std::string();
  const std::string version = whole.substr(dash + 1);
  return version.substr(0, version.find('_'));
}

Command Xbps::install_command(const std::vector<std::string>& packages) const {
  return root_command(with_root({"xbps-install", "--yes"}, "--rootdir"), packages);
}

Command Xbps::refresh_command() const {
  return root_command(with_root({"xbps-install", "--sync"}, "--rootdir"));
}

bool Xbps::has_lists() const {
  for (const fs::path& folder : entries_of(machine_path("/var/db/xbps")))
    for (const fs::path& file : entries_of(folder))
      if (ends_with(file.filename().string(), "-repodata")) return true;
  return false;
}

PackageComplaint Xbps::diagnose(const ProcessOutcome& outcome) const {
  static const std::vector<KnownComplaint> k_known{
      {"not found in repository pool", PackageTrouble::unknown_package},
      {"The 'xbps' package must be updated", PackageTrouble::interrupted,
       "run `xbps-install -u xbps` as root, then start again"},
      {"Permission denied", PackageTrouble::no_root},
      {"Resource temporarily unavailable", PackageTrouble::locked},
      {"No space left on device", PackageTrouble::disk},
      {"insufficient disk space", PackageTrouble::disk},
      {"Not Found", PackageTrouble::stale_lists},
      {"failed to fetch", PackageTrouble::network},
      {"Transient resolver failure", PackageTrouble::network},
      {"signature", PackageTrouble::signature},
  };
  return find_complaint(outcome.err + "\n" + outcome.out, k_known);
}

}  // namespace ftenv

#include "platform/packages/dnf.hpp"

#include "base/text.hpp"
#include "platform/packages/rpm_database.hpp"

namespace ftenv {

Result<std::vector<std::string>> Dnf::missing(const std::vector<std::string>& packages) {
  if (packages.empty()) return packages;
  FTENV_TRY(const ProcessOutcome outcome, query(with_root(rpm_question(packages), "--root")));
  return rpm_answer(outcome);
}

Result<std::string> Dnf::candidate(const std::string& package) {
  // From what is already here: this must neither download nor take long.
  FTENV_TRY(const ProcessOutcome outcome,
            query(with_root({m_program, "--quiet", "--cacheonly", "repoquery", "--latest-limit=1",
                             "--queryformat", "%{version}\n", package},
                            "--installroot")));
  if (!outcome.status.ok()) return std::string();
  const auto lines = split_lines(trim(outcome.out));
  return lines.empty() ? std::string() : lines.back();
}

Result<std::vector<std::string>> Dnf::installed() {
  FTENV_TRY(const ProcessOutcome outcome, query(with_root(rpm_list(), "--root")));
  if (!outcome.status.ok()) return fail(failure("rpm --query", outcome));
  return split_lines(trim(outcome.out));
}

// The manager itself would take along what needs them; rpm refuses.
Command Dnf::remove_command(const std::vector<std::string>& packages) const {
  return root_command(with_root(rpm_erase(), "--root"), packages);
}

Command Dnf::install_command(const std::vector<std::string>& packages) const {
  return root_command(
      with_root({m_program, "install", "-y", "--setopt=install_weak_deps=False"}, "--installroot"), packages);
}

Command Dnf::refresh_command() const {
  return root_command(with_root({m_program, "makecache", "--refresh"}, "--installroot"));
}

bool Dnf::has_repository(const std::string& id) const {
  return has_enabled_repository({machine_path("/etc/yum.repos.d"), machine_path("/etc/dnf/repos.override.d")},
                                id);
}

// dnf 4.14:
//   No match for argument: unknown                                                      (stdout)
//   Error: Unable to find a match: unknown
//   Errors during downloading metadata for repository 'local':
//     - Curl error (7): Couldn't connect to server for http://127.0.0.1:9/repo/repodata/repomd.xml [Failed …]
//   Error: Failed to download metadata for repo 'local': Cannot download repomd.xml: Cannot download …
//   Error: There are no enabled repositories in "/etc/yum.repos.d", "/etc/yum/repos.d",
//   "/etc/distro.repos.d".
// From documentation: the words about root, locks, subscriptions, keys and the disk.
PackageComplaint Dnf::diagnose(const ProcessOutcome& outcome) const {
  static const std::vector<KnownComplaint> k_known{
      {"has to be run with superuser privileges", PackageTrouble::no_root},
      {"needs to be run under the root user", PackageTrouble::no_root},
      {"requires superuser privileges", PackageTrouble::no_root},
      {"No space left on device", PackageTrouble::disk},
      {"more space on the", PackageTrouble::disk},
      {"is not subscribed", PackageTrouble::network, "register this system with `subscription-manager`"},
      {"Status code: 404", PackageTrouble::stale_lists},
      {"Curl error", PackageTrouble::network},
      {"Failed to download metadata", PackageTrouble::network},
      {"All mirrors were tried", PackageTrouble::network},
      {"There are no enabled repositories", PackageTrouble::network},
      {"GPG check FAILED", PackageTrouble::signature},
      {"Unable to find a match", PackageTrouble::unknown_package},
      {"No match for argument", PackageTrouble::unknown_package},
      {"Waiting for process with pid", PackageTrouble::locked},
  };
  return find_complaint(outcome.err + "\n" + outcome.out, k_known);
}

}  // namespace ftenv

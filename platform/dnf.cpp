#include "platform/dnf.hpp"

#include "base/text.hpp"
#include "platform/rpm_database.hpp"

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

PackageComplaint Dnf::diagnose(const ProcessOutcome& outcome) const {
  static const std::vector<KnownComplaint> k_known{
      {"Unable to find a match", PackageTrouble::unknown_package},
      {"No match for argument", PackageTrouble::unknown_package},
      {"needs to be run under the root user", PackageTrouble::no_root},
      {"has to be run with superuser privileges", PackageTrouble::no_root},
      {"No space left on device", PackageTrouble::disk},
      {"needed on the", PackageTrouble::disk},
      {"Curl error", PackageTrouble::network},
      {"Failed to download metadata", PackageTrouble::network},
      {"Cannot download", PackageTrouble::network},
      {"There are no enabled repositories", PackageTrouble::network},
      {"GPG check FAILED", PackageTrouble::signature},
      {"Waiting for process with pid", PackageTrouble::locked},
      {"is not subscribed", PackageTrouble::network},
  };
  return find_complaint(outcome.err + "\n" + outcome.out, k_known);
}

}  // namespace ftenv

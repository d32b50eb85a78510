#include "platform/packages/port.hpp"

#include "base/text.hpp"

namespace ftenv {
namespace {

//   zlib @1.3.1_0 (active)
//   openssl3 @3.5.0_0
//   tk @8.6.16_0+quartz (active)
std::vector<std::string> active_ports(std::string_view output) {
  std::vector<std::string> active;
  for (const std::string& line : split_lines(output))
    if (ends_with(trim(line), "(active)")) active.push_back(split_words(line).front());
  return active;
}

}  // namespace

Result<std::vector<std::string>> Port::missing(const std::vector<std::string>& packages) {
  if (packages.empty()) return packages;
  std::vector<std::string> argv{"port", "-q", "installed"};
  argv.insert(argv.end(), packages.begin(), packages.end());
  FTENV_TRY(const ProcessOutcome outcome, query(std::move(argv)));
  if (outcome.status.kind != ExitStatus::exited) return fail(failure("port installed", outcome));
  return not_among(packages, active_ports(outcome.out));
}

Result<std::vector<std::string>> Port::installed() {
  FTENV_TRY(const ProcessOutcome outcome, query({"port", "-q", "installed"}));
  if (outcome.status.kind != ExitStatus::exited) return fail(failure("port installed", outcome));
  return active_ports(outcome.out);
}

Command Port::remove_command(const std::vector<std::string>& packages) const {
  return root_command({"port", "-N", "uninstall"}, packages);
}

Result<std::string> Port::candidate(const std::string& package) {
  FTENV_TRY(const ProcessOutcome outcome, query({"port", "-q", "info", "--version", package}));
  return outcome.status.ok() ? std::string(trim(outcome.out)) : std::string();
}

Command Port::install_command(const std::vector<std::string>& packages) const {
  return root_command({"port", "-N", "install"}, packages);
}

Command Port::refresh_command() const {
  return root_command({"port", "-N", "sync"});
}

// From documentation, as all of this file: it was never run with the real program.
PackageComplaint Port::diagnose(const ProcessOutcome& outcome) const {
  static const std::vector<KnownComplaint> k_known{
      {"not found", PackageTrouble::unknown_package}, {"Insufficient privileges", PackageTrouble::no_root},
      {"Waiting for lock", PackageTrouble::locked},   {"No space left on device", PackageTrouble::disk},
      {"Failed to fetch", PackageTrouble::network},
  };
  return find_complaint(outcome.err + "\n" + outcome.out, k_known);
}

}  // namespace ftenv

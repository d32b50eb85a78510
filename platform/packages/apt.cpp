#include "platform/packages/apt.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "platform/packages/apt_parse.hpp"

namespace ftenv {
namespace {

// Nobody is there to answer a package's questions.
Command unattended(std::vector<std::string> argv, const std::vector<std::string>& packages = {}) {
  Command command = root_command(std::move(argv), packages);
  command.environment = {{"DEBIAN_FRONTEND", "noninteractive"}};
  return command;
}

}  // namespace

Apt::Apt(PackageManagerContext context, fs::path lists, AskElevation elevation)
    : SystemPackageManager(context, std::move(elevation)),
      m_lists(std::move(lists)),
      m_sources(std::move(context)) {}

Result<std::vector<std::string>> Apt::missing(const std::vector<std::string>& packages) {
  if (packages.empty()) return packages;
  const auto add_installed = [](const ProcessOutcome& outcome, bool provided, std::set<std::string>& names) {
    for (const DpkgPackage& package : parse_dpkg_query(outcome.out)) {
      if (!package.installed) continue;
      names.insert(package.name);
      if (provided) names.insert(package.provides.begin(), package.provides.end());
    }
  };
  const auto without = [&](const std::set<std::string>& installed) {
    std::vector<std::string> rest;
    for (const std::string& package : packages)
      if (installed.count(package) == 0) rest.push_back(package);
    return rest;
  };

  std::vector<std::string> argv{"dpkg-query", "--show", "--showformat", k_dpkg_format};
  const std::vector<std::string> everything = argv;
  argv.insert(argv.end(), packages.begin(), packages.end());
  FTENV_TRY(const ProcessOutcome named, query(std::move(argv)));
  // Exit code 1 says that some are unknown, which is an answer; 2 that dpkg can't read its database.
  if (named.status.kind != ExitStatus::exited || named.status.value > 1)
    return fail(failure("dpkg-query", named));
  std::set<std::string> installed;
  add_installed(named, false, installed);
  auto rest = without(installed);
  if (rest.empty()) return rest;

  FTENV_TRY(const ProcessOutcome all, query(everything));
  if (!all.status.ok()) return rest;  // a machine on which nothing is installed at all
  add_installed(all, true, installed);
  return without(installed);
}

Result<std::string> Apt::candidate(const std::string& package) {
  FTENV_TRY(const ProcessOutcome outcome, query({"apt-cache", "policy", package}));
  if (!outcome.status.ok()) return fail(failure("apt-cache policy", outcome));
  return parse_candidate(outcome.out);
}

Result<std::vector<std::string>> Apt::installed() {
  FTENV_TRY(const ProcessOutcome all, query({"dpkg-query", "--show", "--showformat", k_dpkg_format}));
  if (!all.status.ok()) return fail(failure("dpkg-query", all));
  std::vector<std::string> names;
  for (DpkgPackage& package : parse_dpkg_query(all.out))
    if (package.installed) names.push_back(std::move(package.name));
  return names;
}

Command Apt::install_command(const std::vector<std::string>& packages) const {
  // The user's changed configuration files stay: there is nobody to ask.
  std::vector<std::string> argv{"apt-get", "install",
                                "-y",      "--no-install-recommends",
                                "-o",      "DPkg::Lock::Timeout=120",
                                "-o",      "Dpkg::Options::=--force-confold"};
  return unattended(std::move(argv), packages);
}

std::vector<std::string> Apt::would_bring(const std::vector<std::string>& packages) {
  std::vector<std::string> argv = install_command(packages).argv;
  argv.insert(argv.begin() + 1, "--simulate");
  const auto outcome = query(std::move(argv));
  return outcome && outcome->status.ok() ? parse_simulated_install(outcome->out) : packages;
}

// apt-get would take along what needs them; dpkg refuses.
Command Apt::remove_command(const std::vector<std::string>& packages) const {
  return unattended({"dpkg", "--purge"}, packages);
}

Command Apt::refresh_command() const {
  return unattended({"apt-get", "update", "-o", "DPkg::Lock::Timeout=120"});
}

bool Apt::has_lists() const {
  FsError error;
  for (fs::directory_iterator entry(m_lists, error), end; !error && entry != end; entry.increment(error))
    if (contains(entry->path().filename().string(), "_Packages")) return true;
  return false;
}

PackageComplaint Apt::diagnose(const ProcessOutcome& outcome) const {
  return diagnose_apt(outcome.err);
}

Status Apt::judge_refresh(const ProcessOutcome& outcome, const fs::path& log) const {
  // It succeeds when nothing could be reached, and fails when one of many sources is broken. Lists that
  // are here afterwards are worth a try; the install says the rest.
  if (has_lists()) return {};
  return fail(failure(what_runs(refresh_command()), outcome, log));
}

Result<std::vector<SourcePackage>> Apt::find_sources(const SourcePackageQuery& query,
                                                     const fs::path& scratch) {
  return m_sources.find(query, scratch);
}

Result<fs::path> Apt::fetch_source(const SourcePackage& source, const fs::path& scratch,
                                   const fs::path& log) {
  return m_sources.fetch(source, scratch, log);
}

}  // namespace ftenv

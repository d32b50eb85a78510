#include "platform/apt.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "platform/apt_failure.hpp"
#include "platform/apt_parse.hpp"

namespace ftenv {
namespace {

Command root_command(std::vector<std::string> argv) {
  Command command;
  command.argv = std::move(argv);
  command.environment = {{"DEBIAN_FRONTEND", "noninteractive"}};
  command.privileged = true;
  return command;
}

Status started(const std::string& program, const ExitStatus& status) {
  if (status.kind != ExitStatus::not_found && status.kind != ExitStatus::not_executable) return {};
  return fail(ErrorCode::unsupported, "`" + program + "` is " + status.text() + " on this machine");
}

}  // namespace

Apt::Apt(PackageManagerContext context, fs::path lists, AskElevation elevation)
    : m_context(std::move(context)),
      m_lists(std::move(lists)),
      m_ask_elevation(std::move(elevation)),
      m_sources(m_context) {
  m_context.environment.set("LC_ALL", "C");  // its messages are read
}

Result<ProcessOutcome> Apt::query(std::vector<std::string> argv) {
  ProcessRequest request;
  request.argv = std::move(argv);
  request.environment = m_context.environment;
  request.capture_limit = 16u << 20;  // everything that a large machine has installed
  FTENV_TRY(auto outcome, m_context.runner.run(request));
  FTENV_CHECK(started(request.argv.front(), outcome.status));
  return outcome;
}

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
    return fail(apt_failure("dpkg-query", named, {}));
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
  if (!outcome.status.ok()) return fail(apt_failure("apt-cache policy", outcome, {}));
  return parse_candidate(outcome.out);
}

Command Apt::install_command(const std::vector<std::string>& packages) const {
  // The user's changed configuration files stay: there is nobody to ask.
  std::vector<std::string> argv{"apt-get", "install",
                                "-y",      "--no-install-recommends",
                                "-o",      "DPkg::Lock::Timeout=120",
                                "-o",      "Dpkg::Options::=--force-confold"};
  argv.insert(argv.end(), packages.begin(), packages.end());
  return root_command(std::move(argv));
}

Command Apt::refresh_command() const {
  return root_command({"apt-get", "update", "-o", "DPkg::Lock::Timeout=120"});
}

bool Apt::has_lists() const {
  FsError error;
  for (fs::directory_iterator entry(m_lists, error), end; !error && entry != end; entry.increment(error))
    if (contains(entry->path().filename().string(), "_Packages")) return true;
  return false;
}

Status Apt::check_elevation(const std::vector<std::string>& packages) {
  if (m_ask_elevation() != Elevation::none) return {};
  std::vector<std::string> hints;
  if (!has_lists())
    hints.push_back("first run: " + shell_line(elevated(refresh_command().argv, Elevation::none)));
  hints.push_back("run this, then start again: " +
                  shell_line(elevated(install_command(packages).argv, Elevation::none)));
  const std::string count =
      packages.size() == 1 ? "a package" : std::to_string(packages.size()) + " packages";
  return fail(ErrorCode::permission,
              "installing " + count + " needs root, and sudo does not let us without a password",
              std::move(hints));
}

Result<ProcessOutcome> Apt::run_as_root(const Command& command, const fs::path& log,
                                        const std::function<void(std::string_view)>& on_line) {
  const Elevation elevation = m_ask_elevation();
  ProcessRequest request;
  request.environment = m_context.environment;
  request.log = log;
  request.on_line = on_line;
  std::vector<std::string> argv = command.argv;
  if (elevation == Elevation::already_root) {
    for (const auto& [name, value] : command.environment) request.environment.set(name, value);
  } else {
    // sudo hands on none of our variables, and what it remembers belongs to the terminal's session.
    std::vector<std::string> with_variables{"env", "LC_ALL=C"};
    for (const auto& [name, value] : command.environment) with_variables.push_back(name + "=" + value);
    argv.insert(argv.begin(), with_variables.begin(), with_variables.end());
    request.terminal_input = true;
  }
  request.argv = elevated(argv, elevation);
  FTENV_TRY(auto outcome, m_context.runner.run(request));
  FTENV_CHECK(started(request.argv.front(), outcome.status));
  return outcome;
}

Status Apt::refresh(const fs::path& log, const std::function<void(std::string_view)>& on_line) {
  FTENV_TRY(const ProcessOutcome outcome, run_as_root(refresh_command(), log, on_line));
  // It succeeds when nothing could be reached, and fails when one of many sources is broken. Lists that
  // are here afterwards are worth a try; the install says the rest.
  if (has_lists()) return {};
  return fail(apt_failure("apt-get update", outcome, log));
}

Status Apt::install(const std::vector<std::string>& packages, const fs::path& log,
                    const std::function<void(std::string_view)>& on_line) {
  if (packages.empty()) return {};
  FTENV_CHECK(check_elevation(packages));
  bool refreshed = false;
  if (!has_lists()) {
    FTENV_CHECK(refresh(log, on_line));
    refreshed = true;
  }
  while (true) {
    FTENV_TRY(const ProcessOutcome outcome, run_as_root(install_command(packages), log, on_line));
    if (outcome.status.ok()) return {};
    const AptTrouble trouble = diagnose_apt(outcome.err).trouble;
    const bool old_lists = trouble == AptTrouble::unknown_package || trouble == AptTrouble::stale_lists;
    if (refreshed || !old_lists) return fail(apt_failure("apt-get install", outcome, log));
    FTENV_CHECK(refresh(log, on_line));
    refreshed = true;
  }
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

#include "platform/packages/brew.hpp"

#include "base/json.hpp"
#include "base/text.hpp"

namespace ftenv {

Result<std::vector<std::string>> Brew::missing(const std::vector<std::string>& packages) {
  if (packages.empty()) return packages;
  std::vector<std::string> argv{"brew", "list", "--versions", "--formula"};
  argv.insert(argv.end(), packages.begin(), packages.end());
  const auto asked = query(std::move(argv));
  // A bare Mac has no package manager at all. A build is the only thing that wants one.
  if (!asked && asked.error().code == ErrorCode::unsupported) {
    return fail(ErrorCode::unsupported,
                "neither Homebrew nor MacPorts is here, and a build of CPython takes its libraries from one",
                {"install Homebrew (https://brew.sh) or MacPorts (https://www.macports.org), then the same "
                 "command again",
                 "or leave `--from source` out: a ready-made interpreter needs neither"});
  }
  FTENV_TRY(const ProcessOutcome all, asked);
  if (all.status.kind != ExitStatus::exited) return fail(failure("brew list", all));
  std::vector<std::string> installed;
  for (const std::string& line : split_lines(all.out)) {
    const auto words = split_words(line);
    if (words.size() > 1) installed.push_back(words.front());
  }
  // An alias is answered under the name of what it stands for: what is left is asked for one by one.
  std::vector<std::string> missing;
  for (const std::string& package : not_among(packages, installed)) {
    FTENV_TRY(const ProcessOutcome one, query({"brew", "list", "--versions", "--formula", package}));
    if (!one.status.ok() || trim(one.out).empty()) missing.push_back(package);
  }
  return missing;
}

Result<std::string> Brew::candidate(const std::string& package) {
  FTENV_TRY(const ProcessOutcome outcome, query({"brew", "info", "--json=v2", "--formula", package}));
  const auto json = outcome.status.ok() ? Json::parse(outcome.out) : Result<Json>(Json());
  if (!json || (*json)["formulae"].items().empty()) return std::string();
  return (*json)["formulae"].items().front()["versions"]["stable"].string_or("");
}

Result<std::vector<std::string>> Brew::installed() {
  FTENV_TRY(const ProcessOutcome outcome, query({"brew", "list", "--formula", "-1"}));
  if (!outcome.status.ok()) return fail(failure("brew list", outcome));
  return split_lines(trim(outcome.out));
}

Command Brew::remove_command(const std::vector<std::string>& packages) const {
  Command command = root_command({"brew", "uninstall", "--formula"}, packages);
  command.environment = {{"HOMEBREW_NO_ENV_HINTS", "1"}, {"HOMEBREW_NO_AUTOREMOVE", "1"}};
  command.privileged = false;
  return command;
}

Command Brew::install_command(const std::vector<std::string>& packages) const {
  Command command = root_command({"brew", "install", "--formula"}, packages);
  command.environment = {{"HOMEBREW_NO_ENV_HINTS", "1"}, {"NONINTERACTIVE", "1"}};
  command.privileged = false;
  return command;
}

Command Brew::refresh_command() const {
  Command command = root_command({"brew", "update"});
  command.privileged = false;
  return command;
}

// From documentation, as all of this file: it was never run with the real program.
PackageComplaint Brew::diagnose(const ProcessOutcome& outcome) const {
  static const std::vector<KnownComplaint> k_known{
      {"No available formula", PackageTrouble::unknown_package},
      {"Running Homebrew as root", PackageTrouble::other, "run ftenv as the user who owns Homebrew"},
      {"not writable", PackageTrouble::no_root},
      {"has already locked", PackageTrouble::locked},
      {"Another active Homebrew", PackageTrouble::locked},
      {"No space left on device", PackageTrouble::disk},
      {"Could not resolve host", PackageTrouble::network},
      {"Failed to download", PackageTrouble::network},
      {"curl: (", PackageTrouble::network},
  };
  return find_complaint(outcome.err + "\n" + outcome.out, k_known);
}

}  // namespace ftenv

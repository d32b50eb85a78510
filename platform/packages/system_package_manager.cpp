#include "platform/packages/system_package_manager.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ftenv {
namespace {

Status started(const std::string& program, const ExitStatus& status) {
  if (status.kind != ExitStatus::not_found && status.kind != ExitStatus::not_executable) return {};
  return fail(ErrorCode::unsupported, "`" + program + "` is " + status.text() + " on this machine");
}

bool serves(const RepositoryRecipe& repository, const std::vector<std::string>& packages) {
  if (repository.serves.empty()) return true;
  return std::any_of(packages.begin(), packages.end(), [&](const std::string& package) {
    return std::find(repository.serves.begin(), repository.serves.end(), package) != repository.serves.end();
  });
}

}  // namespace

std::vector<std::string> not_among(const std::vector<std::string>& wanted,
                                   const std::vector<std::string>& installed) {
  std::vector<std::string> rest;
  for (const std::string& package : wanted)
    if (std::find(installed.begin(), installed.end(), package) == installed.end()) rest.push_back(package);
  return rest;
}

Command root_command(std::vector<std::string> argv, const std::vector<std::string>& packages) {
  Command command;
  command.argv = std::move(argv);
  command.argv.insert(command.argv.end(), packages.begin(), packages.end());
  command.privileged = true;
  return command;
}

SystemPackageManager::SystemPackageManager(PackageManagerContext context, AskElevation ask_elevation)
    : m_context(std::move(context)), m_ask_elevation(std::move(ask_elevation)) {
  m_context.environment.set("LC_ALL", "C");  // its messages are read
}

fs::path SystemPackageManager::machine_path(const std::string& path) const {
  return m_context.root.empty() ? fs::path(path) : m_context.root / path.substr(1);
}

std::vector<std::string> SystemPackageManager::with_root(std::vector<std::string> argv,
                                                         const std::string& option) const {
  if (!m_context.root.empty()) argv.insert(argv.begin() + 1, {option, m_context.root.string()});
  return argv;
}

Result<ProcessOutcome> SystemPackageManager::query(std::vector<std::string> argv) const {
  ProcessRequest request;
  request.argv = std::move(argv);
  request.environment = m_context.environment;
  request.capture_limit = 16u << 20;  // everything that a large machine has installed
  FTENV_TRY(auto outcome, m_context.runner.run(request));
  FTENV_CHECK(started(request.argv.front(), outcome.status));
  return outcome;
}

Error SystemPackageManager::failure(const std::string& what, const ProcessOutcome& outcome,
                                    const fs::path& log) const {
  return package_failure(what, outcome, diagnose(outcome), log);
}

std::string SystemPackageManager::what_runs(const Command& command) {
  std::string what = command.argv.front();
  for (std::size_t i = 1; i < command.argv.size(); ++i) {
    const std::string& word = command.argv[i];
    if (starts_with(word, "--") || starts_with(word, "/") || word == "-N") continue;
    return what + " " + word;
  }
  return what;
}

bool SystemPackageManager::has_repository(const std::string&) const {
  return true;
}

std::vector<Command> SystemPackageManager::repository_commands(
    const std::vector<std::string>& packages) const {
  std::vector<Command> commands;
  for (const RepositoryRecipe& repository : m_context.repositories) {
    if (!serves(repository, packages) || has_repository(repository.id)) continue;
    if (!repository.packages.empty()) commands.push_back(install_command(repository.packages));
    if (!repository.command.empty()) commands.push_back(root_command(repository.command));
  }
  return commands;
}

std::vector<Command> SystemPackageManager::install_commands(const std::vector<std::string>& packages) const {
  std::vector<Command> commands;
  if (packages.empty()) return commands;
  if (!has_lists()) commands.push_back(refresh_command());
  const std::vector<Command> repositories = repository_commands(packages);
  commands.insert(commands.end(), repositories.begin(), repositories.end());
  if (!repositories.empty() && !fetches_lists_itself()) commands.push_back(refresh_command());
  commands.push_back(install_command(packages));
  return commands;
}

Status SystemPackageManager::check_elevation(const std::vector<Command>& commands, const std::string& doing,
                                             std::size_t count) const {
  const bool privileged = std::any_of(commands.begin(), commands.end(),
                                      [](const Command& command) { return command.privileged; });
  if (!privileged || m_ask_elevation() != Elevation::none) return {};
  std::vector<std::string> hints;
  for (const Command& command : commands)
    hints.push_back((&command == &commands.back() ? "run this, then start again: " : "first run: ") +
                    shell_line(elevated(command.argv, Elevation::none)));
  const std::string what = count == 1 ? "a package" : std::to_string(count) + " packages";
  return fail(ErrorCode::permission,
              doing + " " + what + " needs root, and sudo does not let us without a password",
              std::move(hints));
}

Result<ProcessOutcome> SystemPackageManager::run(const Command& command, const fs::path& log,
                                                 const std::function<void(std::string_view)>& on_line) const {
  const Elevation elevation = command.privileged ? m_ask_elevation() : Elevation::already_root;
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

Status SystemPackageManager::judge_refresh(const ProcessOutcome& outcome, const fs::path& log) const {
  if (succeeded(outcome)) return {};
  return fail(failure(what_runs(refresh_command()), outcome, log));
}

Status SystemPackageManager::install(const std::vector<std::string>& packages, const fs::path& log,
                                     const std::function<void(std::string_view)>& on_line) {
  const std::vector<Command> commands = install_commands(packages);
  if (commands.empty()) return {};
  FTENV_CHECK(check_elevation(commands, "installing", packages.size()));
  const Command refresh = refresh_command();
  const auto is_refresh = [&](const Command& command) { return command.argv == refresh.argv; };
  bool refreshed = false;
  for (const Command& command : commands) {
    while (true) {
      FTENV_TRY(const ProcessOutcome outcome, run(command, log, on_line));
      if (is_refresh(command)) {
        FTENV_CHECK(judge_refresh(outcome, log));
        refreshed = true;
        break;
      }
      if (succeeded(outcome)) break;
      const PackageTrouble trouble = diagnose(outcome).trouble;
      const bool old_lists =
          trouble == PackageTrouble::unknown_package || trouble == PackageTrouble::stale_lists;
      if (refreshed || !old_lists || !may_refresh_again())
        return fail(failure(what_runs(command), outcome, log));
      FTENV_TRY(const ProcessOutcome again, run(refresh, log, on_line));
      FTENV_CHECK(judge_refresh(again, log));
      refreshed = true;
    }
  }
  return {};
}

// All at once, so that they may need each other. Whatever is left then is tried one by one for as long as
// that takes something away: a manager refuses the whole list for one that somebody else needs.
Result<std::vector<std::string>> SystemPackageManager::remove(const std::vector<std::string>& packages,
                                                              const fs::path& log) {
  std::vector<std::string> rest = packages;
  const auto look = [&]() -> Status {
    FTENV_TRY(const std::vector<std::string> here, installed());
    rest = not_among(rest, not_among(rest, here));
    return {};
  };
  const auto take = [&](const std::vector<std::string>& some) -> Status {
    const Command command = remove_command(some);
    FTENV_TRY(const ProcessOutcome outcome, run(command, log, {}));
    const PackageTrouble trouble = succeeded(outcome) ? PackageTrouble::none : diagnose(outcome).trouble;
    for (const PackageTrouble hopeless : {PackageTrouble::no_root, PackageTrouble::locked,
                                          PackageTrouble::interrupted, PackageTrouble::disk}) {
      if (trouble == hopeless) return fail(failure(command.argv.front(), outcome, log));
    }
    return {};
  };
  FTENV_CHECK(look());
  if (rest.empty()) return rest;
  FTENV_CHECK(check_elevation({remove_command(rest)}, "removing", rest.size()));
  FTENV_CHECK(take(rest));
  FTENV_CHECK(look());
  for (std::size_t before = rest.size() + 1; !rest.empty() && rest.size() < before;) {
    before = rest.size();
    for (const std::string& package : std::vector<std::string>(rest)) FTENV_CHECK(take({package}));
    FTENV_CHECK(look());
  }
  return rest;
}

Result<std::vector<SourcePackage>> SystemPackageManager::find_sources(const SourcePackageQuery&,
                                                                      const fs::path&) {
  return fail(ErrorCode::unsupported, "`" + name() + "` has no upstream source archives to offer");
}

Result<fs::path> SystemPackageManager::fetch_source(const SourcePackage& source, const fs::path&,
                                                    const fs::path&) {
  return fail(ErrorCode::unsupported,
              "`" + name() + "` can't download the source archive of `" + source.package + "`");
}

}  // namespace ftenv

#include "platform/packages/no_manager.hpp"

namespace ftenv {
namespace {

Failure no_sources() {
  return fail(ErrorCode::unsupported, "this system has no package manager with upstream source archives");
}

}  // namespace

Result<std::vector<std::string>> NoManager::missing(const std::vector<std::string>& packages) {
  return packages;
}

Result<std::string> NoManager::candidate(const std::string&) {
  return std::string();
}

Result<std::vector<std::string>> NoManager::installed() {
  return std::vector<std::string>();
}

Command NoManager::remove_command(const std::vector<std::string>& packages) const {
  Command command{{"remove-by-hand"}, {}, "", false};
  command.argv.insert(command.argv.end(), packages.begin(), packages.end());
  return command;
}

Result<std::vector<std::string>> NoManager::remove(const std::vector<std::string>& packages,
                                                   const fs::path&) {
  return packages;
}

Command NoManager::install_command(const std::vector<std::string>& packages) const {
  Command command{{"install-by-hand"}, {}, "", false};
  command.argv.insert(command.argv.end(), packages.begin(), packages.end());
  return command;
}

std::vector<Command> NoManager::install_commands(const std::vector<std::string>&) const {
  return {};
}

Status NoManager::install(const std::vector<std::string>& packages, const fs::path&,
                          const std::function<void(std::string_view)>&) {
  if (packages.empty()) return {};
  std::vector<std::string> hints;
  for (const std::string& package : packages) hints.push_back("install by hand: " + package);
  return fail(ErrorCode::unsupported, "there is no package manager here that ftenv could ask",
              std::move(hints));
}

Result<std::vector<SourcePackage>> NoManager::find_sources(const SourcePackageQuery&, const fs::path&) {
  return no_sources();
}

Result<fs::path> NoManager::fetch_source(const SourcePackage&, const fs::path&, const fs::path&) {
  return no_sources();
}

}  // namespace ftenv

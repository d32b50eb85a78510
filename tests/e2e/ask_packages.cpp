// What ftenv asks and tells a package manager, for scripts: ask_packages ID ROOT missing|candidate|lists|
// commands|install|installed|remove NAME…  One answer a line; 1 and the error on stderr when there is none.
// The environment is handed on as it is. ROOT is a folder with another system, as root.
#include <iostream>

#include "base/text.hpp"
#include "platform/host_probe.hpp"
#include "platform/packages/package_manager.hpp"

namespace {

int answer(ftenv::PackageManager& manager, const std::string& verb, const std::vector<std::string>& names) {
  const auto report = [](const ftenv::Error& error) {
    std::cerr << static_cast<int>(error.code) << " " << error.message << "\n";
    for (const std::string& hint : error.hints) std::cerr << "hint: " << hint << "\n";
    return 1;
  };
  if (verb == "missing") {
    const auto missing = manager.missing(names);
    if (!missing) return report(missing.error());
    for (const std::string& name : *missing) std::cout << name << "\n";
  } else if (verb == "candidate") {
    const auto version = manager.candidate(names.front());
    if (!version) return report(version.error());
    std::cout << *version << "\n";
  } else if (verb == "lists") {
    std::cout << (manager.has_lists() ? "yes" : "no") << "\n";
  } else if (verb == "commands") {
    for (const ftenv::Command& command : manager.install_commands(names))
      std::cout << display(command) << "\n";
  } else if (verb == "remove") {
    const auto stay = manager.remove(names, {});
    if (!stay) return report(stay.error());
    for (const std::string& name : *stay) std::cout << name << "\n";
  } else if (verb == "installed") {
    const auto installed = manager.installed();
    if (!installed) return report(installed.error());
    for (const std::string& name : *installed) std::cout << name << "\n";
  } else {
    const auto status = manager.install(names, {}, [](std::string_view line) { std::cerr << line << "\n"; });
    if (!status) return report(status.error());
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  const ftenv::CancelToken never;
  ftenv::SystemProcessRunner runner(never);
  // A repository that is looked for where `in-extra` is to be installed.
  const ftenv::RepositoryRecipe extra{"extra", {"extra-release"}, {"switch-on", "extra"}, {"in-extra"}};
  const auto manager =
      ftenv::make_package_manager(argv[1], {runner, ftenv::current_environment(), {extra}, argv[2]});
  if (!manager) return 2;
  return answer(**manager, argv[3], std::vector<std::string>(argv + 4, argv + argc));
}

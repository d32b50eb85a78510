#include "engine/system_packages.hpp"

#include "base/text.hpp"
#include "engine/creation.hpp"
#include "engine/store_lock.hpp"

namespace ftenv {

std::vector<std::string> build_packages(const Services& services, bool tkinter) {
  std::vector<std::string> wanted;
  for (const char* purpose : {"build", "tkinter"}) {
    if (purpose == std::string("tkinter") && !tkinter) continue;
    const auto found = services.recipes.platform.packages.find(purpose);
    if (found == services.recipes.platform.packages.end()) continue;
    wanted.insert(wanted.end(), found->second.begin(), found->second.end());
  }
  return wanted;
}

Result<std::size_t> install_packages(Services& services, const std::vector<std::string>& wanted,
                                     const std::string& step_id) {
  bool waited = false;
  FTENV_TRY(const FileLock lock, wait_for_named_lock(services, "packages", waited));
  FTENV_TRY(const std::vector<std::string> missing, services.packages.missing(wanted));
  if (missing.empty()) return std::size_t{0};
  // A person sees in full what is about to run with root's rights.
  for (const Command& command : services.packages.install_commands(missing)) {
    const std::string sudo = services.host.root || !command.privileged ? "" : "sudo -n ";
    services.reporter.note("running: " + sudo + display(command));
  }
  for (const std::string& package : missing) {
    FTENV_CHECK(record_creation(services, k_made_package, package, step_id));
  }
  const auto on_line = [&](std::string_view line) {
    services.reporter.step_progress(step_id, {std::string(trim(line)), 0, 0, false, 0});
  };
  FTENV_CHECK(services.packages.install(missing, services.store.logs() / "packages.log", on_line));
  return missing.size();
}

}  // namespace ftenv

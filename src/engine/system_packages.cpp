#include "engine/system_packages.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "base/text.hpp"
#include "engine/creation.hpp"
#include "engine/store_lock.hpp"

namespace ftenv {
namespace {

Status record(const Services& services, const std::vector<std::string>& names, const std::string& step_id,
              std::set<std::string>& recorded) {
  for (const std::string& name : names) {
    if (recorded.insert(name).second) FTENV_CHECK(record_creation(services, k_made_package, name, step_id));
  }
  return {};
}

// What has really come, and only that: a person may install later by hand what failed here, and a virtual
// package comes under another name.
Status settle(const Services& services, const std::vector<std::string>& before, const std::string& step_id,
              std::set<std::string>& recorded) {
  FTENV_TRY(std::vector<std::string> after, services.packages.installed());
  std::sort(after.begin(), after.end());
  Ledger ledger = ledger_of(services);
  for (const std::string& name : recorded) {
    if (!std::binary_search(after.begin(), after.end(), name))
      FTENV_CHECK(ledger.record_removed({k_made_package, name, step_id, "", services.clock.utc(), ""}));
  }
  std::vector<std::string> came;
  const std::set<std::string> old(before.begin(), before.end());
  std::copy_if(after.begin(), after.end(), std::back_inserter(came),
               [&](const std::string& name) { return old.count(name) == 0; });
  return record(services, came, step_id, recorded);
}

}  // namespace

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
  FTENV_TRY(const std::vector<std::string> before, services.packages.installed());
  std::set<std::string> recorded;
  for (const std::vector<std::string>& names : {missing, services.packages.would_bring(missing)})
    FTENV_CHECK(record(services, names, step_id, recorded));
  const auto on_line = [&](std::string_view line) {
    services.reporter.step_progress(step_id, {std::string(trim(line)), 0, 0, false, 0});
  };
  const Status done = services.packages.install(missing, services.store.logs() / "packages.log", on_line);
  FTENV_CHECK(settle(services, before, step_id, recorded));
  FTENV_CHECK(done);
  return missing.size();
}

}  // namespace ftenv

#include "engine/system_packages.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <set>
#include <string_view>

#include "base/text.hpp"
#include "engine/creation.hpp"
#include "engine/store_lock.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_most_said = 16u << 20;

Status record(const Services& services, const std::vector<std::string>& names, const std::string& step_id,
              std::set<std::string>& recorded) {
  for (const std::string& name : names) {
    if (recorded.insert(name).second) FTENV_CHECK(record_creation(services, k_made_package, name, step_id));
  }
  return {};
}

// Is the package named in what its manager said? "Setting up NAME:amd64 (1.2)", "Installing : NAME-1.2-3",
// "(1/3) Installing NAME (1.2)". A longer name that begins or ends with it does not count.
bool mentions(std::string_view said, std::string_view name) {
  const auto of_name = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '+' || c == '@' || c == '_';
  };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t at = said.find(name); at != said.npos; at = said.find(name, at + 1)) {
    if (at > 0 && (of_name(said[at - 1]) || said[at - 1] == '.')) continue;
    const std::string_view rest = said.substr(at + name.size(), 2);
    if (rest.empty() || !of_name(rest[0])) return true;
    if ((rest[0] == '-' || rest[0] == '_') && rest.size() > 1 && digit(rest[1])) return true;
  }
  return false;
}

// What has really come, and only that: a person may install later by hand what failed here, and a virtual
// package comes under another name. What the manager did not speak of is somebody else's: our installation
// may have waited while another one ran.
Status settle(const Services& services, const std::vector<std::string>& before, std::string_view said,
              const std::string& step_id, std::set<std::string>& recorded) {
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
               [&](const std::string& name) { return old.count(name) == 0 && mentions(said, name); });
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
  std::string said;
  const auto on_line = [&](std::string_view line) {
    if (said.size() < k_most_said) said.append(line) += '\n';
    services.reporter.step_progress(step_id, {std::string(trim(line)), 0, 0, false, 0});
  };
  const Status done = services.packages.install(missing, services.store.logs() / "packages.log", on_line);
  FTENV_CHECK(settle(services, before, said, step_id, recorded));
  FTENV_CHECK(done);
  return missing.size();
}

}  // namespace ftenv

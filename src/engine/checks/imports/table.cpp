#include "engine/checks/imports/table.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <set>
#include <thread>

#include "base/text.hpp"
#include "engine/doctor/limited_runner.hpp"

namespace ftenv {
namespace {

constexpr std::chrono::seconds k_each{10};
// Importing is processor work; more at once than there are cores only makes each look hung.
constexpr int k_most_at_once = 4;

ImportRow import_one(CheckContext& context, const fs::path& executable, ImportRow row) {
  // Within the check's own time, and no longer than its own.
  LimitedRunner processes(context.processes, std::chrono::steady_clock::now() + k_each);
  const Services& services = context.facts.services();
  auto witness = witness_import(processes, services.child_environment, executable, row.module, false);
  if (witness) {
    row.witness = std::move(*witness);
    return row;
  }
  row.problem = witness.error().message;
  row.outcome = processes.ran_out()                         ? ImportRow::hung
                : contains(row.problem, "killed by signal") ? ImportRow::killed
                                                            : ImportRow::failed;
  if (row.outcome == ImportRow::killed) {
    // "`import hello` ends the process: killed by signal 11 (SIGSEGV)"
    row.problem = row.problem.substr(row.problem.find("killed by signal"));
  }
  if (row.outcome == ImportRow::hung)
    row.problem = "`import " + row.module + "` did not end within " + human_duration(k_each);
  return row;
}

const char* word(bool gil) {
  return gil ? "on" : "off";
}

}  // namespace

std::string ImportRow::text() const {
  const std::string whose = package.empty() ? " (the project)" : " (" + package + ")";
  if (outcome != imported) return module + ": " + problem + whose;
  return module + ": GIL " + word(witness.gil_before) + " → " + word(witness.gil_after) +
         (witness.file.empty() ? "" : ", " + witness.file) + whose;
}

std::vector<ImportRow> import_table(CheckContext& context, const fs::path& executable,
                                    const std::vector<InstalledDistribution>& installed,
                                    const std::string& project_module) {
  std::vector<ImportRow> rows;
  std::set<std::string> seen;
  const std::string own = project_module.substr(0, project_module.find('.'));
  if (!project_module.empty()) rows.push_back({ImportRow::imported, project_module, {}, {}, {}});
  for (const InstalledDistribution& distribution : installed) {
    for (const std::string& module : distribution.modules) {
      if (module == own || !seen.insert(module).second) continue;
      rows.push_back({ImportRow::imported, module, distribution.name + " " + distribution.version, {}, {}});
    }
  }
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t at = next++; at < rows.size(); at = next++)
      rows[at] = import_one(context, executable, std::move(rows[at]));
  };
  std::vector<std::thread> workers;
  const int count = std::clamp(context.facts.services().host.cores, 1, k_most_at_once);
  for (int i = 0; i < count; ++i) workers.emplace_back(work);
  for (std::thread& worker : workers) worker.join();
  return rows;
}

}  // namespace ftenv

#include <algorithm>
#include <cstdio>

#include "base/line_diff.hpp"
#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/text/ci_text.hpp"
#include "cli/text/output.hpp"
#include "engine/recorded_edit.hpp"

namespace ftenv {
namespace {

// A mended line can be what another rule was waiting for; two rounds have always been enough.
constexpr int k_most_rounds = 5;

Result<CiReport> check_once(const Invocation& invocation, Services& services) {
  FTENV_TRY(std::vector<CiFile> files, find_workflows(fs::current_path(), invocation.files));
  const fs::path root = root_of_workflow(files.front().path, fs::current_path());
  // A project that can't be read is doctor's to complain about; then only the workflow itself is judged.
  const Result<Project> read = read_project(root);
  const std::optional<Project> project = read ? std::optional<Project>(*read) : std::nullopt;
  FTENV_TRY(const FindingPages pages, FindingPages::load(services.recipes.overlays));
  return check_workflows(std::move(files), root, project, services.recipes.compatibility, pages);
}

// Writes what has one right answer, and shows it. Returns what is left to say.
Result<CiReport> mend(const Invocation& invocation, Services& services, CiReport report) {
  const std::vector<CiFile> before = report.files;
  for (int round = 0; round < k_most_rounds; ++round) {
    const std::vector<CiFile> mended = mended_workflows(report, invocation.verbosity > 0);
    if (mended.empty()) break;
    for (const CiFile& file : mended) {
      FTENV_CHECK(write_recorded(services, k_written_file, file.path, file.text, "ci"));
    }
    FTENV_TRY(report, check_once(invocation, services));
  }
  for (std::size_t i = 0; i < before.size() && i < report.files.size(); ++i) {
    const std::string diff = line_diff(before[i].text, report.files[i].text, before[i].name).text;
    // stdout is one document with --json; the diff is talk then.
    std::fputs(diff.c_str(), invocation.json ? stderr : stdout);
  }
  return report;
}

}  // namespace

int run_ci_check_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  world.end_progress();
  Result<CiReport> report = check_once(invocation, services);
  if (report && invocation.fix) report = mend(invocation, services, std::move(*report));
  if (!report) return report_failure(invocation, report.error(), 0);
  const bool failed = std::any_of(report->findings.begin(), report->findings.end(), [](const CiFinding& one) {
    return one.finding.severity == Severity::error;
  });
  if (invocation.json) {
    std::printf("%s\n", ci_report_json(*report).dump().c_str());
  } else if (!invocation.quiet || failed) {
    std::fputs(render_ci_report(*report, text_layout(invocation, services.user_environment)).c_str(), stdout);
  }
  return failed ? k_exit_failed : k_exit_ok;
}

}  // namespace ftenv

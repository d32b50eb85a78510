#include "engine/explain/explain.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include "base/text.hpp"
#include "engine/checks/checks.hpp"
#include "engine/explain/platform_text.hpp"
#include "engine/failure_log.hpp"

namespace ftenv {
namespace {

// Ids that a look at the machine may say something about: the pattern's own and those that it names.
std::set<std::string> ids_to_confirm(const std::vector<LogFinding>& log) {
  std::set<std::string> ids;
  for (const LogFinding& finding : log) {
    if (finding.id.empty()) continue;
    ids.insert(finding.id);
    ids.insert(finding.confirm.begin(), finding.confirm.end());
  }
  return ids;
}

// The quick checks that can report one of `ids`.
std::vector<Check> checks_for(const std::set<std::string>& ids) {
  std::vector<Check> chosen;
  for (Check& check : all_checks()) {
    if (check.cost != CheckCost::quick) continue;
    const bool knows = std::any_of(check.detects.begin(), check.detects.end(),
                                   [&](const std::string& id) { return ids.count(id) > 0; });
    if (knows) chosen.push_back(std::move(check));
  }
  return chosen;
}

struct Ranked {
  int rank = 0;
  Finding finding;
};

const Finding* seen_live(const Diagnosis& live, const std::string& id) {
  const auto found = std::find_if(live.findings.begin(), live.findings.end(), [&](const Finding& finding) {
    return finding.id == id && finding.severity != Severity::info;
  });
  return found == live.findings.end() ? nullptr : &*found;
}

bool was_looked_at(const Diagnosis& live, const std::string& id) {
  return std::any_of(live.reports.begin(), live.reports.end(), [&](const CheckReport& report) {
    return report.state == CheckReport::checked &&
           std::find(report.detects.begin(), report.detects.end(), id) != report.detects.end();
  });
}

constexpr const char* k_live = "and here, now: ";

bool starts_with_live_evidence(const Finding& finding) {
  return !finding.evidence.empty() && starts_with(finding.evidence.front(), k_live);
}

// What the log says, with what the machine says of it.
Ranked judge(const LogFinding& log, const Diagnosis& live, const FindingPages& pages,
             const Services& services) {
  Ranked ranked;
  Finding& finding = ranked.finding;
  finding.id = log.id;
  finding.severity = log.warning ? Severity::warning : Severity::error;
  if (const FindingPage* page = pages.find(log.id)) finding.title = page->title;
  finding.found = "line " + std::to_string(log.line_number) + ": " + log.line;
  finding.why = for_this_platform(log.cause, services);
  if (!log.fix.empty()) finding.fixes.push_back(fix_on_this_platform(log.fix, services));
  finding.confidence = log.confirm.empty() ? Confidence::certain : Confidence::likely;
  ranked.rank = log.warning ? 3 : 1;

  std::vector<std::string> ids = log.confirm;
  ids.push_back(log.id);
  const Finding* confirmed = nullptr;
  bool looked = false;
  for (const std::string& id : ids) {
    if (confirmed == nullptr) confirmed = seen_live(live, id);
    looked = looked || was_looked_at(live, id);
  }
  if (confirmed != nullptr) {
    finding.confidence = Confidence::certain;
    finding.evidence.push_back(k_live + confirmed->found);
    finding.evidence.insert(finding.evidence.end(), confirmed->evidence.begin(), confirmed->evidence.end());
    finding.need = confirmed->need;
    finding.fixes.insert(finding.fixes.begin(), confirmed->fixes.begin(), confirmed->fixes.end());
    if (!log.warning) ranked.rank = 0;
  } else if (!log.confirm.empty() && looked) {
    finding.evidence.emplace_back(
        "on this machine that is not so now: it was made elsewhere, or mended since");
    if (!log.warning) ranked.rank = 2;
  }
  return ranked;
}

}  // namespace

Result<Explanation> explain_log(Services& services, const std::vector<LogFinding>& log,
                                const std::optional<fs::path>& project) {
  FTENV_TRY(const FindingPages pages, FindingPages::load(services.recipes.overlays));
  Explanation explanation;
  Diagnosis live;
  if (const std::vector<Check> checks = checks_for(ids_to_confirm(log)); !checks.empty()) {
    FTENV_TRY(live, diagnose(std::make_shared<Facts>(services, Options{}, project, pages), checks));
  }
  std::vector<Ranked> ranked;
  for (const LogFinding& finding : log) {
    if (finding.id.empty()) {
      explanation.first_error = finding;
    } else {
      ranked.push_back(judge(finding, live, pages, services));
    }
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const Ranked& a, const Ranked& b) { return a.rank < b.rank; });
  for (Ranked& one : ranked) explanation.findings.push_back(std::move(one.finding));
  return explanation;
}

void confirm_by_machine(Services& services, Error& error, const std::optional<fs::path>& project) {
  if (!error.log || error.code == ErrorCode::interrupted) return;
  const auto log = scan_log_file(*error.log, known_failures(services.recipes.overlays));
  if (!log) return;
  const auto explanation = explain_log(services, *log, project);
  if (!explanation || explanation->findings.empty()) return;
  const Finding& first = explanation->findings.front();
  const bool confirmed = first.confidence == Confidence::certain && starts_with_live_evidence(first);
  if (!confirmed) return;
  error.finding = first.id;
  error.context.push_back(first.evidence.front());
  if (first.fixes.empty()) return;
  const Fix& fix = first.fixes.front();
  std::string hint = fix.text;
  for (const std::string& command : fix.commands) hint += ": `" + command + "`";
  error.hints.insert(error.hints.begin(), hint);
}

}  // namespace ftenv

#include "engine/doctor/doctor.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <set>
#include <thread>

#include "base/text.hpp"
#include "engine/doctor/limited_runner.hpp"
#include "engine/doctor/origins.hpp"

namespace ftenv {
namespace {

using SteadyClock = std::chrono::steady_clock;

// What the checks' threads and the waiting one share. Held by all of them, because a thread that is
// stuck outlives the diagnosis.
struct Round {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::optional<CheckReport>> reports;
  std::size_t open = 0;
};

CheckReport empty_report(const Check& check) {
  CheckReport report;
  report.check = check.id;
  report.area = check.area;
  report.title = check.title;
  report.detects = check.detects;
  return report;
}

std::string limit_text(const Check& check) {
  return "no answer within " + human_duration(limit_of(check.cost));
}

CheckReport run_check(const Check& check, Facts& facts) {
  CheckReport report = empty_report(check);
  const auto begin = SteadyClock::now();
  LimitedRunner processes(facts.services().processes, begin + limit_of(check.cost));
  CheckContext context{facts, processes};
  try {
    if (check.needs_project && !facts.has_project()) {
      report.state = CheckReport::skipped;
      report.because = "there is no project here";
    } else if (auto answer = check.run(context)) {
      report.state = answer->skipped.empty() ? CheckReport::checked : CheckReport::skipped;
      report.findings = std::move(answer->findings);
      report.seen = std::move(answer->seen);
      report.because = std::move(answer->skipped);
    } else {
      report.state = processes.ran_out() ? CheckReport::timed_out : CheckReport::failed;
      report.because =
          processes.ran_out() ? limit_text(check) + ": " + answer.error().message : answer.error().message;
    }
  } catch (const std::exception& error) {
    report.state = CheckReport::crashed;
    report.because = error.what();
  }
  report.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - begin);
  return report;
}

void start(const std::shared_ptr<Round>& round, const std::shared_ptr<Facts>& facts, const Check& check,
           std::size_t place) {
  std::thread([round, facts, check, place] {
    CheckReport report = run_check(check, *facts);
    const std::lock_guard lock(round->mutex);
    round->reports[place] = std::move(report);
    --round->open;
    round->changed.notify_all();
  }).detach();
}

std::chrono::milliseconds longest(const std::vector<Check>& checks) {
  std::chrono::milliseconds limit{0};
  for (const Check& check : checks) limit = std::max(limit, limit_of(check.cost));
  return limit;
}

std::vector<std::string> known_names(const std::vector<Check>& all) {
  std::vector<std::string> names;
  for (const Check& check : all) {
    names.push_back(check.id);
    names.emplace_back(name_of(check.area));
    names.insert(names.end(), check.detects.begin(), check.detects.end());
  }
  return names;
}

bool means(const Check& check, const std::string& name) {
  const std::string lower = to_lower(name);
  if (lower == check.id || lower == name_of(check.area)) return true;
  return std::any_of(check.detects.begin(), check.detects.end(),
                     [&](const std::string& id) { return to_lower(id) == lower; });
}

// What the project has decided to live with is counted, not shown.
void set_ignored_apart(Diagnosis& diagnosis, const std::vector<IgnoredFinding>& ignored) {
  std::set<std::string> seen;
  const auto is_ignored = [&](const Finding& finding) {
    const auto entry = std::find_if(ignored.begin(), ignored.end(),
                                    [&](const IgnoredFinding& one) { return one.id == finding.id; });
    if (entry == ignored.end()) return false;
    if (seen.insert(entry->id).second) diagnosis.ignored.push_back(*entry);
    return true;
  };
  for (CheckReport& report : diagnosis.reports) {
    auto& findings = report.findings;
    findings.erase(std::remove_if(findings.begin(), findings.end(), is_ignored), findings.end());
  }
}

// Two checks may come upon the same thing from two sides. The person reads it once.
void collect(Diagnosis& diagnosis) {
  std::set<std::pair<std::string, std::string>> seen;
  for (CheckReport& report : diagnosis.reports) {
    sort_findings(report.findings);
    for (const Finding& finding : report.findings) {
      if (seen.emplace(finding.id, finding.found).second) diagnosis.findings.push_back(finding);
    }
  }
  sort_findings(diagnosis.findings);
}

}  // namespace

int Diagnosis::count(Severity severity) const {
  return static_cast<int>(std::count_if(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.severity == severity;
  }));
}

int Diagnosis::could_not_check() const {
  return static_cast<int>(std::count_if(reports.begin(), reports.end(),
                                        [](const CheckReport& report) { return report.could_not(); }));
}

Result<std::vector<Check>> select_checks(const std::vector<Check>& all, const DoctorRequest& request) {
  for (const std::string& name : request.only) {
    if (std::any_of(all.begin(), all.end(), [&](const Check& check) { return means(check, name); })) continue;
    std::string near = nearest(name, known_names(all));
    if (near.empty()) near = nearest(to_upper(name), known_names(all));
    return fail(ErrorCode::usage, "no check knows `" + name + "`",
                {near.empty() ? "`ftenv doctor --list` shows all of them" : "did you mean `" + near + "`?"});
  }
  std::vector<Check> chosen;
  for (const Check& check : all) {
    const bool named = std::any_of(request.only.begin(), request.only.end(),
                                   [&](const std::string& name) { return means(check, name); });
    if (!request.only.empty() && !named) continue;
    // Whoever names a check wants it, whatever it costs.
    if (!named && check.cost == CheckCost::deep && !request.deep) continue;
    if (!named && check.cost == CheckCost::online && !request.online) continue;
    chosen.push_back(check);
  }
  return chosen;
}

Result<Diagnosis> diagnose(std::shared_ptr<Facts> facts, const std::vector<Check>& checks) {
  auto round = std::make_shared<Round>();
  round->reports.resize(checks.size());
  round->open = checks.size();
  const auto begin = SteadyClock::now();
  for (std::size_t i = 0; i < checks.size(); ++i) start(round, facts, checks[i], i);

  const CancelToken& cancel = facts->services().cancel;
  const auto end = begin + longest(checks);
  Diagnosis diagnosis;
  std::unique_lock lock(round->mutex);
  while (round->open > 0 && SteadyClock::now() < end && !cancel.requested()) {
    round->changed.wait_for(lock, std::chrono::milliseconds(50));
  }
  for (std::size_t i = 0; i < checks.size(); ++i) {
    if (auto& answered = round->reports[i]) {
      diagnosis.reports.push_back(std::move(*answered));
      answered.reset();
      continue;
    }
    CheckReport report = empty_report(checks[i]);
    report.state = CheckReport::timed_out;
    report.because = limit_text(checks[i]);
    report.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - begin);
    diagnosis.reports.push_back(std::move(report));
    diagnosis.stragglers = true;
  }
  lock.unlock();
  if (cancel.requested()) return fail(ErrorCode::interrupted, "interrupted while checking");

  if (facts->has_project() && !diagnosis.stragglers) {
    if (const auto& project = facts->project()) set_ignored_apart(diagnosis, project->settings.ignored);
  }
  if (!diagnosis.stragglers) {
    for (CheckReport& report : diagnosis.reports) add_origins(report.findings, *facts);
  }
  collect(diagnosis);
  return diagnosis;
}

}  // namespace ftenv

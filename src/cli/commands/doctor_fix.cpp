#include "cli/commands/doctor_fix.hpp"

#include <algorithm>
#include <cstdio>
#include <set>

#include "base/text.hpp"
#include "cli/exit_code.hpp"
#include "cli/json/findings_json.hpp"
#include "cli/text/finding_text.hpp"
#include "cli/text/output.hpp"
#include "engine/main_job.hpp"

namespace ftenv {
namespace {

std::string plan_text(const FixPlan& plan, const TextLayout& layout) {
  std::string text;
  for (const PlannedFix& planned : plan.ours)
    text += layout.style.mark_todo() + " " + planned.id + " " + planned.fix.text + "\n";
  if (plan.runs_up && !plan.empty())
    text +=
        layout.style.mark_todo() + " then make the environment and the extension again, as `ftenv up` does\n";
  for (const PlannedFix& planned : plan.theirs) {
    text += layout.style.mark_idle() + " " + planned.id + " is yours: " + planned.fix.text +
            (planned.fix.needs_root ? " (needs root)" : "") + "\n";
    for (const std::string& command : planned.fix.commands)
      text += "    " + layout.style.bold("$ " + command) + "\n";
  }
  if (plan.empty() && plan.theirs.empty()) text += "there is nothing to mend\n";
  return text;
}

Json plan_json(const FixPlan& plan) {
  Json ours(Json::Array{});
  for (const PlannedFix& planned : plan.ours)
    ours.push(Json::object({{"id", planned.id}, {"text", planned.fix.text}}));
  Json theirs(Json::Array{});
  for (const PlannedFix& planned : plan.theirs) {
    theirs.push(Json::object({{"id", planned.id},
                              {"text", planned.fix.text},
                              {"needs_root", planned.fix.needs_root},
                              {"commands", Json::array(planned.fix.commands)}}));
  }
  return Json::object({{"ours", ours}, {"yours", theirs}, {"runs_up", plan.runs_up}});
}

// `up` on the project, if there is one and something of it was mended.
Status make_again(Services& services, const Options& options, const DoctorSubject& subject,
                  const FixPlan& plan) {
  if (!plan.runs_up || !subject.project) return {};
  Options up = options;
  up.project = *subject.project;
  FTENV_TRY(MainJob job, prepare_main_job(services, up, JobScope::project));
  RunOutcome outcome;
  return run_main_job(services, job, outcome);
}

// The checks that had found something, and those that `--fix ID` named.
DoctorRequest affected(const Diagnosis& before, const DoctorRequest& request) {
  DoctorRequest again = request;
  again.only.clear();
  for (const CheckReport& report : before.reports) {
    if (!report.findings.empty()) again.only.push_back(report.check);
  }
  return again;
}

bool has(const Diagnosis& diagnosis, const std::string& id) {
  return std::any_of(diagnosis.findings.begin(), diagnosis.findings.end(), [&](const Finding& finding) {
    return finding.id == id && finding.severity != Severity::info;
  });
}

}  // namespace

Result<Diagnosis> examine(Services& services, const Options& options, const DoctorSubject& subject) {
  FTENV_TRY(const std::vector<Check> checks, select_checks(all_checks(), subject.request));
  FTENV_TRY(FindingPages pages, FindingPages::load(services.recipes.overlays));
  return diagnose(std::make_shared<Facts>(services, options, subject.project, std::move(pages)), checks);
}

int run_doctor_fix(const Invocation& invocation, World& world, const DoctorSubject& subject,
                   const Diagnosis& before, const TextLayout& layout) {
  Services& services = world.services();
  const FixPlan plan = plan_fixes(before, subject.named);
  std::FILE* talk = invocation.json ? stderr : stdout;
  if (!invocation.quiet) std::fputs(plan_text(plan, layout).c_str(), talk);
  Json document = Json::object({{"schema", 1}, {"plan", plan_json(plan)}});
  if (invocation.dry_run || plan.empty()) {
    const bool ill = before.count(Severity::error) > 0;
    if (invocation.json) std::printf("%s\n", document.set("ok", !ill).dump().c_str());
    return ill ? k_exit_failed : k_exit_ok;
  }

  for (const PlannedFix& planned : plan.ours) {
    const auto outcome = apply_fix(services, planned);
    if (!outcome) return report_failure(invocation, outcome.error(), 0, std::move(document));
    for (const std::string& done : outcome->done) {
      if (!invocation.quiet)
        std::fprintf(talk, "%s %s: %s\n", layout.style.mark_done().c_str(), planned.id.c_str(), done.c_str());
    }
  }
  const Status made = make_again(services, invocation.options, subject, plan);
  world.end_progress();
  if (!made) return report_failure(invocation, made.error(), services.cancel.signal(), std::move(document));

  // As a shell that is started now would see it.
  const Environment user = environment_after(services.user_environment, plan);
  const Environment child = filter(user, services.recipes.environment).kept;
  Services later{services.processes,
                 services.downloader,
                 services.packages,
                 services.reporter,
                 services.clock,
                 services.cancel,
                 services.recipes,
                 services.host,
                 services.store,
                 user,
                 child,
                 services.dropped_variables};
  DoctorSubject again = subject;
  again.request = affected(before, subject.request);
  const auto after = examine(later, invocation.options, again);
  if (!after) return report_failure(invocation, after.error(), services.cancel.signal(), std::move(document));

  bool still_there = false;
  std::set<std::string> told;
  Json fixed(Json::Array{});
  for (const PlannedFix& planned : plan.ours) {
    if (!told.insert(planned.id).second) continue;
    const bool there = has(*after, planned.id);
    still_there = still_there || there;
    if (!there) fixed.push(planned.id);
    const std::string mark = there ? layout.style.mark_failed() : layout.style.mark_done();
    if (!invocation.quiet)
      std::fprintf(talk, "%s %s %s\n", mark.c_str(), there ? "still there:" : "fixed", planned.id.c_str());
  }
  if (!(user == services.user_environment) && !invocation.quiet) {
    std::fputs("this shell still has what was set before; a new one will not\n", talk);
  }
  if (!invocation.quiet) {
    for (const Finding& finding : after->findings) {
      if (finding.severity != Severity::info)
        std::fputs(("\n" + render_finding(finding, layout)).c_str(), talk);
    }
  }
  const int code = still_there                         ? k_exit_still_broken
                   : after->count(Severity::error) > 0 ? k_exit_failed
                   : after->could_not_check() > 0      ? k_exit_unchecked
                                                       : k_exit_ok;
  if (invocation.json) {
    document.set("ok", code == k_exit_ok);
    document.set("fixed", fixed);
    document.set("after", diagnosis_json(*after));
    std::printf("%s\n", document.dump().c_str());
  }
  if (after->stragglers) world.leave_behind();
  return code;
}

}  // namespace ftenv

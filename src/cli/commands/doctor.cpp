#include <cctype>
#include <cstdio>

#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/doctor_fix.hpp"
#include "cli/exit_code.hpp"
#include "cli/json/findings_json.hpp"
#include "cli/text/diagnosis_text.hpp"
#include "cli/text/output.hpp"

namespace ftenv {
namespace {

// "IN-10", in either case: what no folder is called.
bool is_finding_id(const std::string& word) {
  return word.size() >= 5 && word.size() <= 6 && word[2] == '-' &&
         std::isalpha(static_cast<unsigned char>(word[0])) != 0 &&
         std::isdigit(static_cast<unsigned char>(word[3])) != 0 &&
         std::isdigit(static_cast<unsigned char>(word[4])) != 0;
}

bool is_project(const fs::path& folder) {
  FsError error;
  return fs::exists(folder / "Cargo.toml", error) || fs::exists(folder / "pyproject.toml", error);
}

// `doctor [PROJECT] [ID…]`. Without a PROJECT the current folder, where it is one.
Result<DoctorSubject> subject_of(const Invocation& invocation) {
  DoctorSubject subject;
  subject.request = invocation.doctor;
  std::optional<std::string> named;
  for (const std::string& word : invocation.words) {
    if (is_finding_id(word)) {
      subject.named.push_back(word);
      continue;
    }
    if (named) {
      return fail(ErrorCode::usage, "`" + word + "` is one project too many after `" + *named + "`",
                  {"an id looks like `IN-10`"});
    }
    named = word;
  }
  subject.request.only.insert(subject.request.only.end(), subject.named.begin(), subject.named.end());
  FsError error;
  if (named) {
    // As `up` takes it: a folder, or a manifest in it.
    fs::path folder = absolute_normal(*named, fs::current_path());
    if (fs::is_regular_file(folder, error)) folder = folder.parent_path();
    if (!is_project(folder)) {
      const auto project = read_project(*named);
      if (!project) return fail(project.error());
    }
    subject.project = folder;
  }
  if (!named && is_project(fs::current_path())) subject.project = fs::current_path();
  return subject;
}

std::string headline(const DoctorSubject& subject, const Services& services) {
  if (subject.project) return "project " + subject.project->string();
  return "this machine (" + services.host.pretty_name + "); no project here";
}

std::string overlay_line(const Services& services) {
  const std::string note = overlay_note(services.recipes.overlays);
  return note.empty() ? "" : "note: " + note + "\n";
}

int exit_code_of(const Diagnosis& diagnosis, bool strict) {
  if (diagnosis.count(Severity::error) > 0) return k_exit_failed;
  if (strict && diagnosis.count(Severity::warning) > 0) return k_exit_failed;
  return diagnosis.could_not_check() > 0 ? k_exit_unchecked : k_exit_ok;
}

int list_checks(const Invocation& invocation, const Services& services) {
  const std::vector<Check> checks = all_checks();
  if (invocation.json) {
    const Json document = Json::object({{"schema", 1}, {"checks", checks_json(checks)}});
    std::printf("%s\n", document.dump().c_str());
  } else {
    std::fputs(render_checks(checks, text_layout(invocation, services.user_environment)).c_str(), stdout);
  }
  return k_exit_ok;
}

}  // namespace

int run_doctor_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  if (!invocation.fix) world.end_progress();
  if (invocation.list) return list_checks(invocation, services);
  const auto subject = subject_of(invocation);
  if (!subject) return report_failure(invocation, subject.error(), 0);
  auto diagnosis = examine(services, invocation.options, *subject);
  if (!diagnosis) return report_failure(invocation, diagnosis.error(), services.cancel.signal());
  const TextLayout layout = text_layout(invocation, services.user_environment);
  if (invocation.fix) return run_doctor_fix(invocation, world, *subject, *diagnosis, layout);

  const int code = exit_code_of(*diagnosis, invocation.strict);
  if (invocation.json) {
    Json document = diagnosis_json(*diagnosis);
    document.set("schema", 1);
    document.set("ok", code == k_exit_ok);
    document.set("recipes", overlays_json(services.recipes.overlays));
    document.set("project", subject->project ? Json(subject->project->string()) : Json());
    std::printf("%s\n", document.dump().c_str());
  } else if (!invocation.quiet || code != k_exit_ok) {
    std::fputs(overlay_line(services).c_str(), stdout);
    std::fputs(render_diagnosis(*diagnosis, headline(*subject, services), layout).c_str(), stdout);
  }
  if (diagnosis->stragglers) world.leave_behind();
  return code;
}

}  // namespace ftenv

#include <cstdio>
#include <iostream>

#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/text/explanation.hpp"
#include "cli/text/output.hpp"
#include "cli/text/page_text.hpp"
#include "engine/explain/explain.hpp"
#include "engine/failure_log.hpp"
#include "engine/last_failure.hpp"

namespace ftenv {
namespace {

struct ReadLog {
  std::string name;  // for people
  std::vector<LogFinding> found;
  std::optional<fs::path> project;
  bool empty = false;
};

ReadLog read_stdin(const Services& services) {
  const std::vector<FailurePattern> patterns = known_failures(services.recipes.overlays);
  LogScanner scanner(patterns);
  std::string buffer(64u << 10, '\0');
  bool empty = true;
  while (std::cin.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || std::cin.gcount() > 0) {
    empty = false;
    scanner.feed(std::string_view(buffer).substr(0, static_cast<std::size_t>(std::cin.gcount())));
  }
  return {"what was piped in", scanner.finish(), std::nullopt, empty};
}

Result<ReadLog> read_last_failure(const Services& services) {
  const auto failure = last_failure(services.store);
  if (!failure) {
    return fail(ErrorCode::usage, "no failed run is recorded, and nothing was piped in",
                {"`ftenv explain FILE`, or `COMMAND 2>&1 | ftenv explain`"});
  }
  FTENV_TRY(std::vector<LogFinding> found,
            scan_log_file(failure->log, known_failures(services.recipes.overlays)));
  const std::string whose =
      failure->project.empty() ? "" : ", of `ftenv up " + shell_quote(failure->project.string()) + "`";
  ReadLog log{"`" + failure->log.string() + "` of " + failure->time + whose, std::move(found), std::nullopt,
              false};
  if (!failure->project.empty()) log.project = failure->project;
  return log;
}

Result<ReadLog> read_subject(const Invocation& invocation, const Services& services) {
  ReadLog log;
  if (invocation.subject.empty() || invocation.subject == "-") {
    const bool typed = probe_terminal(services.user_environment).stdin_is_terminal;
    if (invocation.subject == "-" || !typed) log = read_stdin(services);
    if (invocation.subject.empty() && (typed || log.empty)) return read_last_failure(services);
  } else {
    log.name = "`" + invocation.subject + "`";
    FTENV_TRY(log.found, scan_log_file(invocation.subject, known_failures(services.recipes.overlays)));
  }
  FsError error;
  const fs::path here = fs::current_path();
  if (fs::exists(here / "Cargo.toml", error) || fs::exists(here / "pyproject.toml", error))
    log.project = here;
  return log;
}

int explain_page(const Invocation& invocation, const Services& services, const FindingPages& pages,
                 const FindingPage& page) {
  const Detection detection =
      detection_of(pages, page.id, all_checks(), known_failures(services.recipes.overlays));
  if (invocation.json) {
    const Json document = Json::object({{"schema", 1},
                                        {"ok", true},
                                        {"page", Json::object({{"id", page.id},
                                                               {"title", page.title},
                                                               {"about", page.about},
                                                               {"way_out", page.way_out},
                                                               {"sample", page.sample},
                                                               {"checks", Json::array(detection.checks)},
                                                               {"in_logs", detection.in_logs},
                                                               {"command", detection.command},
                                                               {"not_detected", page.not_detected}})}});
    std::printf("%s\n", document.dump().c_str());
  } else {
    std::fputs(
        render_page(page, detection, services, text_layout(invocation, services.user_environment)).c_str(),
        stdout);
  }
  return k_exit_ok;
}

int explain_subject(const Invocation& invocation, Services& services) {
  const auto log = read_subject(invocation, services);
  if (!log) return report_failure(invocation, log.error(), 0);
  const auto explanation = explain_log(services, log->found, log->project);
  if (!explanation) return report_failure(invocation, explanation.error(), services.cancel.signal());
  if (invocation.json) {
    std::printf("%s\n", explanation_json(log->name, *explanation).dump().c_str());
  } else {
    std::fputs(render_explanation(log->name, *explanation, text_layout(invocation, services.user_environment))
                   .c_str(),
               stdout);
  }
  return explanation->findings.empty() ? k_exit_failed : k_exit_ok;
}

}  // namespace

int run_explain_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  world.end_progress();
  const auto pages = FindingPages::load(services.recipes.overlays);
  if (!pages) return report_failure(invocation, pages.error(), 0);
  if (invocation.markdown) {
    std::fputs(troubleshooting_page(*pages, all_checks(), known_failures(services.recipes.overlays)).c_str(),
               stdout);
    return k_exit_ok;
  }
  FsError error;
  const std::string& subject = invocation.subject;
  if (!subject.empty() && subject != "-" && !fs::exists(subject, error)) {
    // "px-02" too; a file of that name is read as `./PX-02`.
    if (const FindingPage* page = pages->find(to_upper(subject)))
      return explain_page(invocation, services, *pages, *page);
    std::vector<std::string> known;
    for (const FindingFamily& family : pages->families()) {
      for (const FindingPage& page : family.pages) known.push_back(page.id);
    }
    const std::string near = nearest(to_upper(subject), known);
    return report_failure(
        invocation,
        Error{ErrorCode::usage,
              "`" + subject + "` is neither a file nor an id",
              {},
              {near.empty() ? "`ftenv doctor --list` shows the ids" : "did you mean `" + near + "`?"},
              {},
              {}},
        0);
  }
  return explain_subject(invocation, services);
}

}  // namespace ftenv

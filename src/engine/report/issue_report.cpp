#include "engine/report/issue_report.hpp"

#include <memory>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/child_environment.hpp"
#include "engine/doctor/limited_runner.hpp"
#include "engine/explain/explain.hpp"
#include "engine/failure_log.hpp"
#include "engine/last_failure.hpp"
#include "inspect/redaction.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_tail_lines = 60;

std::string heading(const std::string& text) {
  return "\n## " + text + "\n\n";
}

std::string row(const std::string& name, const std::string& value) {
  return "* " + name + ": " + (value.empty() ? "unknown" : value) + "\n";
}

std::string yes_no(bool value) {
  return value ? "yes" : "no";
}

// A fence that the content can't close.
std::string fenced(const std::string& text) {
  std::string fence = "```";
  while (contains(text, fence)) fence += '`';
  return fence + "text\n" + text + (ends_with(text, "\n") ? "" : "\n") + fence + "\n";
}

std::string folded(const std::string& title, const std::string& text) {
  return "<details><summary>" + title + "</summary>\n\n" + fenced(text) + "\n</details>\n";
}

std::string host_part(const Services& services) {
  const Host& host = services.host;
  return heading("Machine") + row("system", host.pretty_name) + row("platform", host.platform()) +
         row("C library", host.libc + " " + host.libc_version) + row("cores", std::to_string(host.cores)) +
         row("root", yes_no(host.root)) + row("container", yes_no(host.container)) +
         row("WSL", yes_no(host.wsl));
}

std::string project_part(Facts& facts) {
  if (!facts.has_project()) return {};
  std::string text = heading("Project");
  const auto& project = facts.project();
  if (!project) return text + row("can't be read", project.error().message);
  const FeatureSelection selection = select_features(*project);
  text += row("crate", project->crate.package) + row("module", project->module);
  text += row("PyO3", (project->pyo3 ? project->pyo3->text() : "") +
                          (project->pyo3_locked ? " (locked)" : " (by its requirement)"));
  text += row("features of a free-threaded build",
              selection.features.empty() ? "none" : join(selection.features, ", "));
  if (!project->requires_python.empty()) text += row("requires-python", project->requires_python);
  return text;
}

std::string rust_part(Facts& facts, ProcessRunner& processes) {
  std::string text = heading("Rust");
  const auto& rust = facts.rust(processes);
  if (!rust) return text + row("rustc", rust.error().message);
  return text + row("rustc", rust->version.text() + ", " + rust->rustc.string()) + row("host", rust->host) +
         row("cargo", rust->cargo.string());
}

std::string pip_debug(const Services& services, ProcessRunner& processes, const fs::path& venv) {
  ProcessRequest request;
  request.argv = {
      venv_program(services.host, venv, "python").string(), "-I", "-m", "pip", "debug", "--verbose"};
  request.environment = venv_environment(services.child_environment, services.host, venv);
  const auto outcome = processes.run(request);
  if (!outcome) return outcome.error().message;
  return outcome->status.ok() ? outcome->out : outcome->status.text() + "\n" + outcome->err;
}

std::string interpreter_part(Facts& facts, ProcessRunner& processes) {
  if (!facts.has_project()) return {};
  std::string text = heading("Interpreter of the environment");
  const auto& python = facts.interpreter(processes);
  if (!python) return text + row("can't be asked", python.error().message);
  text += row("version", python->version.text() + (python->free_threaded ? "t" : ""));
  text += row("GIL at start", python->gil_enabled ? "on" : "off");
  text += row("built with a shared library", yes_no(python->shared));
  text += row("program", python->executable.string()) + row("base", python->base_prefix.string());
  text += row("extension suffix", python->ext_suffix) + row("library", python->libpython.string());
  text += row("maturin", installed_version(facts.venv(), "maturin"));
  const Services& services = facts.services();
  return text + "\n" + folded("pip debug --verbose", pip_debug(services, processes, facts.venv()));
}

std::string findings_part(const Diagnosis& diagnosis) {
  std::string text = heading("What ftenv doctor found");
  if (diagnosis.findings.empty()) text += "Nothing wrong.\n";
  for (const Finding& finding : diagnosis.findings) {
    text += "* **" + finding.id + "** (" + std::string(name_of(finding.severity)) + ", " +
            std::string(name_of(finding.confidence)) + ") " + finding.title + ": " + finding.found + "\n";
    for (const std::string& evidence : finding.evidence) text += "  * " + evidence + "\n";
  }
  for (const CheckReport& report : diagnosis.reports) {
    if (report.could_not()) text += "* could not check `" + report.check + "`: " + report.because + "\n";
  }
  for (const IgnoredFinding& ignored : diagnosis.ignored)
    text += "* ignored by the project: " + ignored.id + " (" + ignored.reason + ")\n";
  return text;
}

std::string variables_part(const Services& services) {
  std::string lines;
  for (const auto& [name, value] : services.user_environment.variables()) {
    if (is_denied(name, services.recipes.environment)) lines += name + "=" + value + "\n";
  }
  if (lines.empty()) return {};
  return heading("Variables that change builds") + fenced(lines);
}

std::string tail_of(const fs::path& log) {
  const auto text = read_text(log, 256u << 20);
  if (!text) return text.error().message;
  std::vector<std::string> lines = split_lines(strip_terminal_codes(*text));
  const std::size_t skipped = lines.size() > k_tail_lines ? lines.size() - k_tail_lines : 0;
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(skipped));
  return join(lines, "\n");
}

Result<std::string> failure_part(Services& services) {
  const auto failure = last_failure(services.store);
  if (!failure) return std::string();
  // Not always the one that the report is about.
  const std::string whose = failure->project.empty() ? "" : row("project", failure->project.string());
  std::string text = heading("The last failed run") + row("when", failure->time) + whose +
                     row("error", failure->message) + row("log", failure->log.string());
  const auto log = scan_log_file(failure->log, known_failures(services.recipes.overlays));
  if (log) {
    std::optional<fs::path> project;
    if (!failure->project.empty()) project = failure->project;
    FTENV_TRY(const Explanation explanation, explain_log(services, *log, project));
    for (const Finding& finding : explanation.findings)
      text += "* **" + finding.id + "** " + finding.title + ": " + finding.found + "\n";
    if (explanation.first_error)
      text += row("first line that looks like an error", explanation.first_error->line);
  }
  return text + "\n" +
         folded("the last " + std::to_string(k_tail_lines) + " lines of the log", tail_of(failure->log));
}

}  // namespace

Result<std::string> make_issue_report(Services& services, const Options& options,
                                      const std::optional<fs::path>& project) {
  FTENV_TRY(const Redactor redactor, Redactor::create(services.user_environment));
  FTENV_TRY(FindingPages pages, FindingPages::load(services.recipes.overlays));
  FTENV_TRY(const std::vector<Check> checks, select_checks(all_checks(), {}));
  const auto facts = std::make_shared<Facts>(services, options, project, std::move(pages));
  FTENV_TRY(const Diagnosis diagnosis, diagnose(facts, checks));
  LimitedRunner processes(services.processes, std::chrono::steady_clock::now() + std::chrono::seconds(60));

  std::string text = std::string(k_report_mark) + "\n# ftenv report\n\n" + row("ftenv", FTENV_VERSION) +
                     row("time", services.clock.utc());
  text += host_part(services);
  text += project_part(*facts);
  text += interpreter_part(*facts, processes);
  text += rust_part(*facts, processes);
  text += findings_part(diagnosis);
  text += variables_part(services);
  FTENV_TRY(const std::string failure, failure_part(services));
  return redactor.redact(text + failure);
}

}  // namespace ftenv

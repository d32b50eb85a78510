#include "cli/text/ci_text.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "cli/json/findings_json.hpp"
#include "cli/text/finding_text.hpp"

namespace ftenv {
namespace {

std::size_t count(const CiReport& report, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(report.findings.begin(), report.findings.end(),
                    [&](const CiFinding& one) { return one.finding.severity == severity; }));
}

std::string counted(std::size_t number, const std::string& word) {
  return std::to_string(number) + " " + word + (number == 1 ? "" : "s");
}

}  // namespace

std::string render_ci_report(const CiReport& report, const TextLayout& layout) {
  std::string text;
  std::size_t mendable = 0;
  for (const CiFinding& one : report.findings) {
    if (one.finding.severity == Severity::info && !layout.verbose) continue;
    mendable += one.edits.empty() ? 0 : 1;
    // The line to write into the file is no command: no `$` before it.
    Finding finding = one.finding;
    for (Fix& fix : finding.fixes) {
      const bool command = std::any_of(fix.commands.begin(), fix.commands.end(), [](const std::string& line) {
        return starts_with(line, "python ") || starts_with(line, "ftenv ");
      });
      if (command || fix.commands.empty()) continue;
      fix.text += ": `" + join(fix.commands, "` and `") + "`";
      fix.commands.clear();
    }
    text += render_finding(finding, layout) + "\n";
  }
  const std::size_t errors = count(report, Severity::error);
  const std::size_t warnings = count(report, Severity::warning);
  const std::size_t infos = count(report, Severity::info);
  text += counted(report.files.size(), "workflow") + ": " + counted(errors, "error") + ", " +
          counted(warnings, "warning");
  if (infos > 0 && !layout.verbose) text += ", " + std::to_string(infos) + " more with -v";
  text += '\n';
  if (mendable > 0) text += "`ftenv ci check --fix` mends " + std::to_string(mendable) + " of them\n";
  return text;
}

Json ci_report_json(const CiReport& report) {
  Json findings(Json::Array{});
  for (const CiFinding& one : report.findings) {
    Json json = finding_json(one.finding);
    json.set("file", one.file);
    json.set("line", one.at.line);
    json.set("column", one.at.column);
    json.set("mendable", !one.edits.empty());
    findings.push(std::move(json));
  }
  Json files(Json::Array{});
  for (const CiFile& file : report.files) files.push(file.name);
  return Json::object(
      {{"schema", 1},
       {"ok", count(report, Severity::error) == 0},
       {"files", files},
       {"findings", findings},
       {"counts", Json::object({{"error", static_cast<int>(count(report, Severity::error))},
                                {"warning", static_cast<int>(count(report, Severity::warning))},
                                {"info", static_cast<int>(count(report, Severity::info))}})}});
}

}  // namespace ftenv

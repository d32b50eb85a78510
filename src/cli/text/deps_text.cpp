#include "cli/text/deps_text.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "cli/json/findings_json.hpp"
#include "cli/text/finding_text.hpp"

namespace ftenv {
namespace {

std::string kind_of(const DependencyReport& one, const DepsReport& report) {
  switch (one.judgement.verdict) {
    case WheelVerdict::built_for_it:
      return report.target.python.free_threaded ? "free-threaded wheel" : "compiled wheel";
    case WheelVerdict::any_python:
      return "compiled wheel for any Python";
    case WheelVerdict::pure:
      return "pure Python";
    case WheelVerdict::pure_replacement:
      return "pure Python instead of compiled";
    case WheelVerdict::abi3_only:
      return "only abi3";
    case WheelVerdict::gil_only:
      return "only for the GIL";
    case WheelVerdict::other_python:
      return "only for other Pythons";
    case WheelVerdict::other_system:
      return "only for other systems";
    case WheelVerdict::no_wheel:
      return "only source";
    case WheelVerdict::nothing:
      return "no files";
    case WheelVerdict::local:
      return "from a folder or repository";
    case WheelVerdict::unknown:
      break;
  }
  return "not known";
}

std::string words_of(const DependencyReport& one, const DepsReport& report) {
  const std::string kind = kind_of(one, report);
  if (one.judgement.way == InstallWay::impossible) return kind + ": does not install";
  const bool made_here = one.judgement.way == InstallWay::compile && one.judgement.compiled_elsewhere;
  return made_here ? kind + ": compiled here" : kind;
}

std::string mark_of(const DependencyReport& one, const Style& style) {
  if (one.problem && one.severity != Severity::info) return ftenv::mark_of(one.severity, style);
  if (one.judgement.way == InstallWay::unknown) return style.mark_unknown();
  return one.judgement.way == InstallWay::wheel ? style.mark_done() : style.mark_idle();
}

std::string table(const DepsReport& report, const TextLayout& layout) {
  int marks = 0, names = 0, words = 0;
  for (const DependencyReport& one : report.dependencies) {
    marks = std::max(marks, display_width(mark_of(one, layout.style)));
    names = std::max(names, display_width(one.name + " " + one.version));
    words = std::max(words, display_width(words_of(one, report)));
  }
  std::string text;
  for (const DependencyReport& one : report.dependencies) {
    text += "  " + pad_to(mark_of(one, layout.style), marks) + " " +
            pad_to(one.name + " " + one.version, names) + "  ";
    // The chain of what the project asks for itself would only repeat the line.
    std::string because;
    if (one.chain.size() > 2 || one.optional) because = join(one.chain, " → ");
    if (because.empty()) {
      text += words_of(one, report) + "\n";
    } else {
      text += pad_to(words_of(one, report), words) + "  " + layout.style.dim(because) + "\n";
    }
  }
  return text;
}

std::string count_line(const DepsReport& report) {
  int none = 0, compiled = 0, replaced = 0, unknown = 0, fine = 0;
  for (const DependencyReport& one : report.dependencies) {
    const Judgement& judgement = one.judgement;
    if (judgement.way == InstallWay::impossible) {
      ++none;
    } else if (judgement.way == InstallWay::unknown) {
      ++unknown;
    } else if (judgement.way == InstallWay::compile && judgement.compiled_elsewhere) {
      ++compiled;
    } else if (judgement.verdict == WheelVerdict::pure_replacement) {
      ++replaced;
    } else {
      ++fine;
    }
  }
  std::vector<std::string> parts;
  const auto add = [&](int count, const char* what) {
    if (count > 0) parts.push_back(std::to_string(count) + " " + what);
  };
  add(none, "can't be installed");
  add(compiled, "compiled here");
  add(replaced, "without their compiled parts");
  add(unknown, "not known");
  add(fine, "well");
  return join(parts, ", ");
}

}  // namespace

std::string render_deps(const DepsReport& report, const TextLayout& layout) {
  const std::string subject = report.project.empty() ? std::string() : report.project + ": ";
  std::string text =
      layout.style.bold(subject + std::to_string(report.dependencies.size()) + " dependencies") + " of " +
      shortened(report.file.string(), layout) + "\n";
  text += wrap("for " + text_of(report.target.python) + " on " + report.system + " (chosen by " +
                   report.target.from + ")",
               layout.columns, "");
  for (const std::string& note : report.notes) text += wrap("note: " + note, layout.columns, "");
  if (!report.dependencies.empty()) text += "\n" + table(report, layout) + "\n" + count_line(report) + "\n";
  for (const Finding& finding : report.findings) {
    if (finding.severity != Severity::info || layout.verbose) text += "\n" + render_finding(finding, layout);
  }
  return text;
}

Json deps_json(const DepsReport& report) {
  Json dependencies(Json::Array{});
  for (const DependencyReport& one : report.dependencies) {
    dependencies.push(
        Json::object({{"name", one.name},
                      {"version", one.version},
                      {"verdict", std::string(name_of(one.judgement.verdict))},
                      {"install", std::string(name_of(one.judgement.way))},
                      {"severity", one.problem ? Json(std::string(name_of(one.severity))) : Json()},
                      {"wheel", one.judgement.wheel.empty() ? Json() : Json(one.judgement.wheel)},
                      {"others", Json::array(one.judgement.others)},
                      {"optional", one.optional},
                      {"because", Json::array(one.chain)}}));
  }
  const WheelTarget& python = report.target.python;
  return Json::object({{"schema", 1},
                       {"ok", report.good()},
                       {"project", report.project},
                       {"lock", report.file.string()},
                       {"kind", std::string(name_of(report.kind))},
                       {"python", Json::object({{"version", python.version.text()},
                                                {"abi", python.abi()},
                                                {"free_threaded", python.free_threaded},
                                                {"chosen_by", report.target.from}})},
                       {"system", report.system},
                       {"notes", Json::array(report.notes)},
                       {"dependencies", dependencies},
                       {"findings", findings_json(report.findings)}});
}

}  // namespace ftenv

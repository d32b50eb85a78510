#include "cli/text/diagnosis_text.hpp"

#include <map>

#include "base/text.hpp"
#include "cli/text/finding_text.hpp"

namespace ftenv {
namespace {

struct AreaSum {
  int errors = 0;
  int warnings = 0;
  std::vector<std::string> seen, unknown, skipped;
  int checked = 0;
};

std::string counted(int count, const char* noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

AreaSum sum_of(const Diagnosis& diagnosis, Area area) {
  AreaSum sum;
  for (const CheckReport& report : diagnosis.reports) {
    if (report.area != area) continue;
    if (report.state == CheckReport::checked) ++sum.checked;
    if (report.could_not()) sum.unknown.push_back(report.check + ": " + report.because);
    if (report.state == CheckReport::skipped) sum.skipped.push_back(report.because);
    if (!report.seen.empty()) sum.seen.push_back(report.seen);
    for (const Finding& finding : report.findings) {
      sum.errors += finding.severity == Severity::error;
      sum.warnings += finding.severity == Severity::warning;
    }
  }
  return sum;
}

// As many whole clauses as there is room for, the first at least.
std::string fitting(const std::vector<std::string>& clauses, int columns, const TextLayout& layout) {
  std::string text;
  for (const std::string& clause : clauses) {
    const std::string longer = text.empty() ? clause : text + "; " + clause;
    if (!text.empty() && !layout.verbose && display_width(shortened(longer, layout)) > columns) break;
    text = longer;
  }
  return text;
}

bool does_not_apply(const AreaSum& sum) {
  return sum.checked == 0 && sum.unknown.empty() && !sum.skipped.empty();
}

std::string area_line(Area area, const Diagnosis& diagnosis, const TextLayout& layout) {
  const AreaSum sum = sum_of(diagnosis, area);
  const bool asked = sum.checked > 0 || !sum.unknown.empty() || !sum.skipped.empty();
  if (!asked || (does_not_apply(sum) && !layout.verbose)) return {};
  std::vector<std::string> words;
  if (sum.errors > 0) words.push_back(counted(sum.errors, "error"));
  if (sum.warnings > 0) words.push_back(counted(sum.warnings, "warning"));
  for (const std::string& unknown : sum.unknown) words.push_back("could not check: " + unknown);
  std::string mark = layout.style.mark_done();
  if (sum.errors > 0) {
    mark = layout.style.mark_failed();
  } else if (sum.warnings > 0) {
    mark = layout.style.mark_warning();
  } else if (!sum.unknown.empty()) {
    mark = layout.style.mark_unknown();
  } else if (sum.checked == 0) {
    mark = layout.style.mark_idle();
    words = sum.skipped.empty() ? words : std::vector<std::string>{"not checked: " + sum.skipped.front()};
  }
  const int room = layout.columns - 16;
  std::string text = words.empty() ? fitting(sum.seen, room, layout) : join(words, ", ");
  if (text.empty()) text = std::string(title_of(area));
  text = shortened(text, layout);
  const std::string head = pad_to(name_of(area), 13);
  if (!layout.verbose) text = cut_to(text, room, layout.style.glyphs());
  return pad_to(mark, layout.style.glyphs() ? 2 : 7) + head + text + "\n";
}

// Areas that nothing could be said about here, in one line: they are no news to a person without a project.
std::string untouched_line(const Diagnosis& diagnosis, const TextLayout& layout) {
  std::map<std::string, std::vector<std::string>> areas;  // by the reason
  for (int i = 0; i <= static_cast<int>(Area::imports); ++i) {
    const AreaSum sum = sum_of(diagnosis, static_cast<Area>(i));
    if (does_not_apply(sum)) areas[sum.skipped.front()].emplace_back(name_of(static_cast<Area>(i)));
  }
  std::string text;
  if (layout.verbose) return text;
  for (const auto& [reason, names] : areas) {
    const std::string line = "not checked, because " + shortened(reason, layout) + ": " + join(names, ", ");
    text += pad_to(layout.style.mark_idle(), layout.style.glyphs() ? 2 : 7) + layout.style.dim(line) + "\n";
  }
  return text;
}

std::string check_lines(Area area, const Diagnosis& diagnosis, const TextLayout& layout) {
  std::string text;
  for (const CheckReport& report : diagnosis.reports) {
    if (report.area != area) continue;
    std::string line = "    " + pad_to(report.check, 22);
    if (layout.timings) {
      char time[32];
      std::snprintf(time, sizeof time, "%8.1f ms  ", static_cast<double>(report.elapsed.count()) / 1000.0);
      line += time;
    }
    if (report.could_not()) {
      line += "could not check: " + report.because;
    } else if (report.state == CheckReport::skipped) {
      line += "not checked: " + report.because;
    } else if (!report.findings.empty()) {
      std::vector<std::string> ids;
      for (const Finding& finding : report.findings) ids.push_back(finding.id);
      line += join(ids, ", ") + (report.seen.empty() ? "" : "; " + report.seen);
    } else {
      line += report.seen.empty() ? "nothing wrong" : report.seen;
    }
    text += layout.style.dim(shortened(line, layout)) + "\n";
  }
  return text;
}

// The line of its area is too short for a reason and has no room for what to do.
std::string unknown_text(const CheckReport& report, const TextLayout& layout) {
  const std::string again = "ftenv doctor -v --only " + report.check;
  return layout.style.mark_unknown() + " " + layout.style.bold(report.check) + " could not look\n" +
         wrap(shortened(report.because, layout), layout.columns, "         ") + "  more   " + again + "\n";
}

std::string sum_line(const Diagnosis& diagnosis, int hidden, const TextLayout& layout) {
  const int errors = diagnosis.count(Severity::error);
  const int warnings = diagnosis.count(Severity::warning);
  std::vector<std::string> words;
  if (errors > 0) words.push_back(counted(errors, "error"));
  if (warnings > 0) words.push_back(counted(warnings, "warning"));
  if (words.empty()) words.push_back("no problem found");
  if (diagnosis.could_not_check() > 0)
    words.push_back(counted(diagnosis.could_not_check(), "check") + " could not look");
  if (!diagnosis.ignored.empty())
    words.push_back(std::to_string(diagnosis.ignored.size()) + " ignored by ftenv.toml");
  std::string text = layout.style.bold(join(words, ", ")) + "\n";
  if (hidden > 0) {
    text += layout.style.dim(std::to_string(hidden) + (hidden == 1 ? " oddity" : " oddities") +
                             " without a consequence here: `-v` shows " + (hidden == 1 ? "it" : "them")) +
            "\n";
  }
  if (layout.verbose) {
    for (const IgnoredFinding& ignored : diagnosis.ignored)
      text += "  " + ignored.id + " ignored: " + ignored.reason + "\n";
  }
  return text;
}

}  // namespace

std::string render_diagnosis(const Diagnosis& diagnosis, const std::string& subject,
                             const TextLayout& layout) {
  std::string text = layout.style.bold(shortened(subject, layout)) + "\n\n";
  for (int i = 0; i <= static_cast<int>(Area::imports); ++i) {
    const Area area = static_cast<Area>(i);
    text += area_line(area, diagnosis, layout);
    if (layout.verbose || layout.timings) text += check_lines(area, diagnosis, layout);
  }
  text += untouched_line(diagnosis, layout) + "\n";
  int hidden = 0;
  for (const Finding& finding : diagnosis.findings) {
    if (finding.severity == Severity::info && !layout.verbose) {
      ++hidden;
      continue;
    }
    text += render_finding(finding, layout) + "\n";
  }
  for (const CheckReport& report : diagnosis.reports)
    if (report.could_not() && !layout.verbose) text += unknown_text(report, layout) + "\n";
  return text + sum_line(diagnosis, hidden, layout);
}

std::string render_checks(const std::vector<Check>& checks, const TextLayout& layout) {
  std::string text;
  for (const Check& check : checks) {
    std::string cost = check.cost == CheckCost::quick    ? ""
                       : check.cost == CheckCost::online ? ", with --online"
                                                         : ", with --deep";
    text += layout.style.bold(pad_to(check.id, 22)) + " " + check.title +
            layout.style.dim(" (" + std::string(name_of(check.area)) + cost + ")") + "\n";
    text += wrap(join(check.detects, " "), layout.columns, std::string(23, ' '));
  }
  return text;
}

}  // namespace ftenv

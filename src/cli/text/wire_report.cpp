#include "cli/text/wire_report.hpp"

#include "base/line_diff.hpp"
#include "base/text.hpp"
#include "cli/json/findings_json.hpp"
#include "cli/text/finding_text.hpp"

namespace ftenv {
namespace {

std::string place_of(const WiredProject& project, const ReviewPlace& place) {
  return place.at.file.lexically_relative(project.root).generic_string() + ":" +
         std::to_string(place.at.line);
}

std::string name_from(const fs::path& folder, const WireFile& file) {
  return file.file.lexically_relative(folder).generic_string();
}

std::string review_text(const WiredProject& project, const TextLayout& layout) {
  if (project.review.empty()) return {};
  std::string text = "\n" + layout.style.bold("to review for threads") + " (" +
                     std::to_string(project.review.size()) + ")\n";
  std::string kind;
  for (const ReviewPlace& place : project.review) {
    text += "  " + place_of(project, place) + "  " + layout.style.bold(name_of(place.kind)) + "  " +
            place.text + "\n";
    const std::string reason(reason_of(place.kind));
    if (kind != reason) text += wrap(reason, layout.columns, "      ");
    kind = reason;
  }
  return text;
}

}  // namespace

fs::path wire_diff_folder(const WiredProject& project, const WirePlan& plan) {
  fs::path folder = project.root;
  for (const WireFile& file : plan.files) {
    while (folder.has_relative_path() && starts_with(name_from(folder, file), "../"))
      folder = folder.parent_path();
  }
  return folder;
}

std::string wire_diff(const WiredProject& project, const WirePlan& plan) {
  const fs::path folder = wire_diff_folder(project, plan);
  std::string text;
  for (const WireFile& file : plan.files)
    text += line_diff(file.before, file.after, name_from(folder, file)).text;
  return text;
}

std::string render_wire(const WiredProject& project, const WirePlan& plan, bool written,
                        const std::vector<std::string>& checked, const fs::path& here,
                        const TextLayout& layout) {
  std::string text;
  int added = 0;
  int removed = 0;
  for (const WireFile& file : plan.files) {
    const LineDiff diff = line_diff(file.before, file.after, file.name);
    added += diff.added;
    removed += diff.removed;
    text += layout.style.mark_todo() + " " + layout.style.bold(file.name) + "  +" +
            std::to_string(diff.added) + " -" + std::to_string(diff.removed) + "\n";
    for (const WireChange& change : file.changes) {
      const std::string line = change.line > 0 ? "line " + std::to_string(change.line) + ": " : "new: ";
      text += wrap(line + change.text, layout.columns, "    ");
    }
  }
  for (const Finding& finding : plan.findings) {
    if (finding.severity != Severity::info || layout.verbose) text += "\n" + render_finding(finding, layout);
  }
  text += review_text(project, layout);
  for (const std::string& command : checked) text += layout.style.mark_done() + " " + command + "\n";
  if (plan.files.empty())
    return text + layout.style.mark_done() + " nothing to change: the crates are ready\n";
  const std::string count = std::to_string(plan.files.size()) +
                            (plan.files.size() == 1 ? " file" : " files") + ", +" + std::to_string(added) +
                            " -" + std::to_string(removed) + " lines";
  text += written ? layout.style.mark_done() + " " + count + " written\n"
                  : layout.style.mark_idle() + " " + count + "; `--write` changes them\n";
  const fs::path folder = wire_diff_folder(project, plan);
  if (!written && folder != here) {
    text += wrap("the names in the diff begin at another folder than this one; there it is applied with",
                 layout.columns, "    ") +
            "      $ git -C " + shell_quote(folder.string()) + " apply\n";
  }
  return text;
}

Json wire_json(const WiredProject& project, const WirePlan& plan, bool written,
               const std::vector<std::string>& checked) {
  Json files(Json::Array{});
  for (const WireFile& file : plan.files) {
    const LineDiff diff = line_diff(file.before, file.after, file.name);
    Json changes(Json::Array{});
    for (const WireChange& change : file.changes)
      changes.push(Json::object({{"line", change.line}, {"text", change.text}}));
    files.push(Json::object({{"file", file.name},
                             {"added", diff.added},
                             {"removed", diff.removed},
                             {"diff", diff.text},
                             {"changes", changes}}));
  }
  Json review(Json::Array{});
  for (const ReviewPlace& place : project.review) {
    review.push(Json::object({{"kind", std::string(name_of(place.kind))},
                              {"place", place_of(project, place)},
                              {"text", place.text},
                              {"why", std::string(reason_of(place.kind))}}));
  }
  return Json::object({{"schema", 1},
                       {"ok", true},
                       {"project", project.root.string()},
                       {"written", written},
                       {"files", files},
                       {"findings", findings_json(plan.findings)},
                       {"review", review},
                       {"checked", Json::array(checked)}});
}

}  // namespace ftenv

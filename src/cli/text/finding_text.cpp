#include "cli/text/finding_text.hpp"

#include "base/text.hpp"

namespace ftenv {
namespace {

// "found  `x` is …" with the following lines under the text.
std::string field(const char* name, const std::string& text, const TextLayout& layout) {
  if (text.empty()) return {};
  const std::string indent(9, ' ');
  std::string body = wrap(shortened(text, layout), layout.columns, indent);
  const std::string head = "  " + layout.style.dim(pad_to(name, 7));
  return head + body.substr(indent.size());
}

std::string fix_text(const Fix& fix, const TextLayout& layout) {
  std::string text = field("fix", fix.text + (fix.needs_root ? " (needs root)" : ""), layout);
  // Never wrapped: it is there to be copied. Nor shortened: "~" in quotes is no home.
  for (const std::string& command : fix.commands)
    text += "           " + layout.style.bold("$ " + command) + "\n";
  return text;
}

}  // namespace

std::string mark_of(Severity severity, const Style& style) {
  switch (severity) {
    case Severity::error:
      return style.mark_failed();
    case Severity::warning:
      return style.mark_warning();
    case Severity::info:
      return style.mark_idle();
  }
  return {};
}

std::string render_finding(const Finding& finding, const TextLayout& layout) {
  std::string title = finding.title;
  if (finding.confidence == Confidence::likely) title += " (likely)";
  std::string text =
      mark_of(finding.severity, layout.style) + " " + layout.style.bold(finding.id) + " " + title + "\n";
  text += field("found", finding.found, layout);
  for (const std::string& evidence : finding.evidence) text += field("", evidence, layout);
  text += field("need", finding.need, layout);
  text += field("why", finding.why, layout);
  for (const Fix& fix : finding.fixes) text += fix_text(fix, layout);
  text += field("more", "ftenv explain " + finding.id, layout);
  return text;
}

}  // namespace ftenv

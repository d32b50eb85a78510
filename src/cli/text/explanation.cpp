#include "cli/text/explanation.hpp"

#include "cli/json/findings_json.hpp"
#include "cli/text/finding_text.hpp"

namespace ftenv {

std::string render_explanation(const std::string& log, const Explanation& explanation,
                               const TextLayout& layout) {
  std::string text;
  if (explanation.findings.empty()) {
    text = layout.style.bold("no known cause") + " in " + log + "\n";
    if (explanation.first_error) {
      text += "the first line that looks like an error is line " +
              std::to_string(explanation.first_error->line_number) + ":\n  " + explanation.first_error->line +
              "\n";
    } else {
      text += "no line of it looks like an error\n";
    }
    return text + "`ftenv doctor` looks at the machine and the project instead\n";
  }
  const std::size_t shown = layout.verbose ? explanation.findings.size() : 3;
  for (std::size_t i = 0; i < explanation.findings.size() && i < shown; ++i)
    text += (i > 0 ? "\n" : "") + render_finding(explanation.findings[i], layout);
  if (explanation.findings.size() > shown)
    text += "\n" + std::to_string(explanation.findings.size() - shown) + " more with -v\n";
  return text;
}

Json explanation_json(const std::string& log, const Explanation& explanation) {
  Json document = Json::object({{"schema", 1},
                                {"ok", !explanation.findings.empty()},
                                {"log", log},
                                {"findings", findings_json(explanation.findings)}});
  document.set("first_error", explanation.first_error
                                  ? Json::object({{"line", explanation.first_error->line_number},
                                                  {"text", explanation.first_error->line}})
                                  : Json());
  return document;
}

}  // namespace ftenv

#include "cli/text/wheel_text.hpp"

#include <algorithm>

#include "cli/json/findings_json.hpp"
#include "cli/text/finding_text.hpp"

namespace ftenv {
namespace {

const char* name_of(AbiGuess abi) {
  switch (abi) {
    case AbiGuess::gil:
      return "gil";
    case AbiGuess::free_threaded:
      return "free_threaded";
    case AbiGuess::ambiguous:
      return "ambiguous";
    case AbiGuess::unknown:
      break;
  }
  return "unknown";
}

const char* words_of(AbiGuess abi) {
  switch (abi) {
    case AbiGuess::gil:
      return "compiled for the GIL";
    case AbiGuess::free_threaded:
      return "compiled for free threading";
    case AbiGuess::ambiguous:
      return "free-threaded PyO3, or the stable ABI: symbols can't tell";
    case AbiGuess::unknown:
      break;
  }
  return "no symbol tells its ABI";
}

std::string line(const char* name, const std::string& text, const TextLayout& layout) {
  if (text.empty()) return {};
  const std::string indent(11, ' ');
  return "  " + layout.style.dim(pad_to(name, 9)) + wrap(text, layout.columns, indent).substr(indent.size());
}

Json extension_json(const WheelExtension& extension) {
  return Json::object({{"path", extension.path},
                       {"module", extension.module},
                       {"format", std::string(name_of(extension.abi.format))},
                       {"processors", Json::array(extension.processors)},
                       {"abi", name_of(extension.abi.abi)},
                       {"evidence", Json::array(extension.abi.evidence)},
                       {"python_library", extension.abi.python_library}});
}

}  // namespace

std::string render_wheel(const WheelReport& report, const TextLayout& layout) {
  std::string text = (report.good() ? layout.style.mark_done() : layout.style.mark_failed()) + " " +
                     layout.style.bold(report.file.filename().string()) + "\n";
  text += line("installs", report.installs, layout);
  text += line("here", report.refused, layout);
  for (const std::string& module : report.imported)
    text += line("imported", "`" + module + "` by " + report.imported_by, layout);
  if (layout.verbose) {
    for (const WheelExtension& extension : report.extensions)
      text += line("module", extension.module + ": " + words_of(extension.abi.abi), layout);
    if (report.glibc) text += line("glibc", report.glibc->series() + " or newer is needed", layout);
  }
  int hidden = 0;
  for (const Finding& finding : report.findings) {
    if (finding.severity == Severity::info && !layout.verbose) {
      ++hidden;
    } else {
      text += "\n" + render_finding(finding, layout);
    }
  }
  if (hidden > 0)
    text +=
        line("", std::to_string(hidden) + (hidden == 1 ? " remark" : " remarks") + " more with -v", layout);
  return text;
}

Json wheel_json(const WheelReport& report) {
  Json name;
  if (report.name) {
    Json tags(Json::Array{});
    for (const WheelTag& tag : report.name->tags()) tags.push(tag.text());
    name = Json::object({{"distribution", report.name->distribution},
                         {"version", report.name->version},
                         {"build", report.name->build},
                         {"tags", tags}});
  }
  Json extensions(Json::Array{});
  for (const WheelExtension& extension : report.extensions) extensions.push(extension_json(extension));
  return Json::object({{"file", report.file.string()},
                       {"ok", report.good()},
                       {"name", name},
                       {"wheel_tags", Json::array(report.tags)},
                       {"generator", report.generator},
                       {"requires_python", report.requires_python},
                       {"files", static_cast<std::int64_t>(report.files)},
                       {"glibc", report.glibc ? Json(report.glibc->series()) : Json()},
                       {"installs", report.installs},
                       {"refused_here", report.refused},
                       {"imported", Json::array(report.imported)},
                       {"imported_by", report.imported_by},
                       {"extensions", extensions},
                       {"findings", findings_json(report.findings)}});
}

Json wheels_json(const std::vector<WheelReport>& reports) {
  Json wheels(Json::Array{}), findings(Json::Array{});
  bool ok = true;
  for (const WheelReport& report : reports) {
    wheels.push(wheel_json(report));
    ok = ok && report.good();
    for (const Finding& finding : report.findings) {
      Json one = finding_json(finding);
      findings.push(one.set("wheel", report.file.string()));
    }
  }
  return Json::object({{"schema", 1}, {"ok", ok}, {"wheels", wheels}, {"findings", findings}});
}

}  // namespace ftenv

// Extension files of installed packages that were made for the other kind of Python.
#include <algorithm>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "engine/checks/artefacts/checks.hpp"
#include "engine/checks/crate/checks.hpp"

namespace ftenv {
namespace {

// cp311-abi3-manylinux_2_17_x86_64
bool is_stable_tag(const std::string& tag) {
  const std::vector<std::string> parts = split(tag, '-');
  return parts.size() == 3 && parts[1] == "abi3";
}

bool is_free_threaded_tag(const std::string& tag) {
  const std::vector<std::string> parts = split(tag, '-');
  return parts.size() == 3 && starts_with(parts[1], "cp") && ends_with(parts[1], "t");
}

// The interpreter is the one that answered for the environment, by whatever path it has there.
Fix reinstall(const CheckContext& context, const std::string& distribution) {
  const std::string python =
      shell_quote(venv_program(context.facts.services().host, context.facts.venv(), "python").string());
  return {
      "install one that was made for this Python, where there is one",
      {python + " -m pip install --force-reinstall --no-cache-dir --upgrade " + shell_quote(distribution)},
      false,
      {}};
}

std::string package_text(const FoundExtension& extension) {
  return "`" + extension.distribution + " " + extension.version + "`";
}

struct Judgement {
  std::string id;
  std::string found;
  Confidence confidence = Confidence::certain;
  std::vector<std::string> evidence;
};

// Other libraries lie there too, and nobody imports them.
bool is_module(const SeenExtension& one) {
  return std::count(one.abi.modules.begin(), one.abi.modules.end(), one.extension.name.module) > 0;
}

std::optional<Judgement> judge_free_threaded(const CheckContext& context, const SeenExtension& one) {
  const FoundExtension& extension = one.extension;
  const auto has = [&](auto&& what) {
    return std::any_of(extension.wheel_tags.begin(), extension.wheel_tags.end(), what);
  };
  const bool stable = extension.name.kind == ExtensionName::stable;
  const bool stable_wheel = has(is_stable_tag);
  const bool promised = has(is_free_threaded_tag);
  const AbiGuess guess = one.abi.abi;
  if (guess == AbiGuess::free_threaded) return std::nullopt;
  std::vector<std::string> evidence;
  if (!one.abi.evidence.empty()) {
    evidence.push_back(shown(context, extension.file) + " imports " + join(one.abi.evidence, ", "));
  }
  const Confidence sure = guess == AbiGuess::gil ? Confidence::certain : Confidence::likely;
  if (stable_wheel && (stable || guess == AbiGuess::gil)) {
    return Judgement{"PP-02",
                     package_text(extension) + " was installed as a wheel for " + meaning_of(extension.name) +
                         ": " + shown(context, extension.file),
                     sure, evidence};
  }
  const bool module = is_module(one);
  if (extension.name.kind == ExtensionName::specific) {
    if (guess != AbiGuess::gil || !extension.name.free_threaded) return std::nullopt;
    return Judgement{"RT-07",
                     shown(context, extension.file) + " of " + package_text(extension) + " has the name of " +
                         meaning_of(extension.name) + ", and inside it is made for one with the GIL",
                     sure, evidence};
  }
  if (guess != AbiGuess::gil && (!stable || promised)) return std::nullopt;
  if (extension.name.kind == ExtensionName::bare && !module) return std::nullopt;
  return Judgement{"RT-05",
                   shown(context, extension.file) +
                       (extension.distribution.empty() ? ", which no package has brought,"
                                                       : " of " + package_text(extension)) +
                       " is made for a Python with the GIL",
                   sure, evidence};
}

std::optional<Judgement> judge_with_gil(const CheckContext& context, const SeenExtension& one) {
  const FoundExtension& extension = one.extension;
  if (one.abi.abi != AbiGuess::free_threaded || !is_module(one)) return std::nullopt;
  return Judgement{one.abi.sets_gil_by_call ? "RT-09" : "RT-08",
                   shown(context, extension.file) +
                       (extension.distribution.empty() ? "" : " of " + package_text(extension)) +
                       " is made for a free-threaded CPython",
                   Confidence::certain,
                   {"it imports " + join(one.abi.evidence, ", ")}};
}

}  // namespace

void judge_package_extensions(const CheckContext& context, const std::vector<SeenExtension>& seen,
                              const InterpreterFacts& python, CheckAnswer& answer) {
  std::set<std::string> told;  // one finding of each kind for a package, whatever it has of files
  for (const SeenExtension& one : seen) {
    const FoundExtension& extension = one.extension;
    if (one.own || !one.installed || !loads(python, extension.name)) continue;
    const auto judged =
        python.free_threaded ? judge_free_threaded(context, one) : judge_with_gil(context, one);
    if (!judged) continue;
    const std::string whose =
        extension.distribution.empty() ? extension.file.string() : extension.distribution;
    if (!told.insert(judged->id + " " + whose).second) continue;
    Finding finding = context.finding(judged->id, Severity::error, judged->found,
                                      "files that were made for " + meaning_of(python));
    finding.confidence = judged->confidence;
    finding.evidence = judged->evidence;
    if (extension.distribution.empty()) {
      finding.fixes.push_back({"remove it",
                               {"rm " + shell_quote(extension.file.string())},
                               false,
                               RemoveFiles{{extension.file}}});
    } else {
      finding.fixes.push_back(reinstall(context, extension.distribution));
    }
    answer.findings.push_back(std::move(finding));
  }
}

}  // namespace ftenv

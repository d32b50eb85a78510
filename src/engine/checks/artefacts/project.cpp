// The files that Python would load, or not load, as the project's module: in the environment and among
// its sources. What is inside counts, not the name.
#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "engine/checks/artefacts/checks.hpp"
#include "engine/checks/crate/checks.hpp"

namespace ftenv {
namespace {

Fix rebuild(const CheckContext& context) {
  return {"build it for this Python", {"ftenv up " + shell_quote(context.facts.root().string())}, false, {}};
}

Fix remove_it(const fs::path& file) {
  return {"remove it", {"rm " + shell_quote(file.string())}, false, RemoveFiles{{file}}};
}

// Another file in the same folder that Python takes first: its own suffix before all others, and .abi3
// before the bare one.
const SeenExtension* shadowing(const SeenExtension& one, const std::vector<SeenExtension>& all,
                               const InterpreterFacts& python) {
  for (const SeenExtension& other : all) {
    const bool same_place = other.extension.file.parent_path() == one.extension.file.parent_path() &&
                            other.extension.name.module == one.extension.name.module;
    if (!same_place || other.extension.file == one.extension.file) continue;
    if (other.extension.name.kind == ExtensionName::specific && loads(python, other.extension.name))
      return &other;
  }
  // A package of that name beside it wins over any file.
  return nullptr;
}

bool is_package_beside(const SeenExtension& one) {
  FsError error;
  return fs::exists(one.extension.file.parent_path() / one.extension.name.module / "__init__.py", error);
}

std::string place_of(const CheckContext& context, const SeenExtension& one) {
  return shown(context, one.extension.file) + (one.installed ? "" : " (among the sources)");
}

std::vector<std::string> evidence_of(const SeenExtension& one) {
  if (one.abi.evidence.empty()) return {};
  return {"it imports " + join(one.abi.evidence, ", ")};
}

// A free-threaded interpreter and a file for one with the GIL.
void judge_free_threaded(const CheckContext& context, const SeenExtension& one,
                         const std::vector<SeenExtension>& all, const InterpreterFacts& python,
                         CheckAnswer& answer) {
  const ExtensionName& name = one.extension.name;
  const bool gil = one.abi.abi == AbiGuess::gil;
  if (name.kind == ExtensionName::specific) {
    if (!gil || !loads(python, name)) return;
    Finding finding = context.finding("RT-07", Severity::error,
                                      place_of(context, one) + " has the name of " + meaning_of(name) +
                                          ", and inside it is made for one with the GIL",
                                      "a module that was compiled for " + meaning_of(python));
    finding.evidence = evidence_of(one);
    finding.fixes = {rebuild(context), remove_it(one.extension.file)};
    answer.findings.push_back(std::move(finding));
    return;
  }
  if (name.kind == ExtensionName::stable_free_threaded || one.abi.abi == AbiGuess::free_threaded) return;
  // A bare name says nothing: then only certain symbols do.
  if (name.kind == ExtensionName::bare && !gil) return;
  if (one.abi.format != NativeFormat::elf && one.abi.format != NativeFormat::other) return;
  if (!loads(python, name)) return;
  const bool harmless = shadowing(one, all, python) != nullptr || is_package_beside(one);
  Finding finding = context.finding(
      "RT-05", harmless ? Severity::info : Severity::error,
      place_of(context, one) + " is made for " +
          (name.kind == ExtensionName::stable ? meaning_of(name) : std::string("a Python with the GIL")),
      harmless ? "nothing: another file is loaded in its place, as long as that is there"
               : "no such file where " + meaning_of(python) + " looks: it loads it and crashes");
  finding.confidence = gil ? Confidence::certain : Confidence::likely;
  finding.evidence = evidence_of(one);
  finding.fixes = {remove_it(one.extension.file), rebuild(context)};
  answer.findings.push_back(std::move(finding));
}

// An interpreter with the GIL and a file for one without.
void judge_with_gil(const CheckContext& context, const SeenExtension& one, const InterpreterFacts& python,
                    CheckAnswer& answer) {
  const ExtensionName& name = one.extension.name;
  if (!loads(python, name)) return;
  const bool certain = one.abi.abi == AbiGuess::free_threaded;
  // What PyO3 makes for one version of CPython with the GIL imports _Py_Dealloc.
  const bool likely = one.abi.abi == AbiGuess::ambiguous && name.kind == ExtensionName::specific;
  if (!certain && !likely) return;
  Finding finding = context.finding(one.abi.sets_gil_by_call ? "RT-09" : "RT-08", Severity::error,
                                    place_of(context, one) + " is made for a free-threaded CPython",
                                    "a module that was compiled for " + meaning_of(python) +
                                        ", or an environment with a free-threaded one");
  finding.confidence = certain ? Confidence::certain : Confidence::likely;
  finding.evidence = evidence_of(one);
  finding.fixes = {rebuild(context), remove_it(one.extension.file)};
  answer.findings.push_back(std::move(finding));
}

// Only files of other Pythons are there.
void judge_missing(const CheckContext& context, const Project& project, const std::vector<SeenExtension>& all,
                   const InterpreterFacts& python, CheckAnswer& answer) {
  const SeenExtension* wrong = nullptr;
  for (const SeenExtension& one : all) {
    if (one.extension.module != project.module) continue;
    if (loads(python, one.extension.name)) return;
    if (!wrong) wrong = &one;
  }
  if (!wrong) return;
  Finding finding =
      context.finding("RT-06", Severity::error,
                      place_of(context, *wrong) + " is for " + meaning_of(wrong->extension.name) +
                          ", and there is no other file of `" + project.module + "`",
                      "one whose name ends in `" + python.ext_suffix + "`");
  finding.fixes = {rebuild(context)};
  answer.findings.push_back(std::move(finding));
}

}  // namespace

void judge_own_extensions(const CheckContext& context, const Project& project,
                          const std::vector<SeenExtension>& seen, const InterpreterFacts& python,
                          CheckAnswer& answer) {
  std::vector<SeenExtension> own;
  std::copy_if(seen.begin(), seen.end(), std::back_inserter(own), [](const auto& one) { return one.own; });
  for (const SeenExtension& one : own) {
    if (python.free_threaded) {
      judge_free_threaded(context, one, own, python, answer);
    } else {
      judge_with_gil(context, one, python, answer);
    }
  }
  judge_missing(context, project, own, python, answer);
}

}  // namespace ftenv

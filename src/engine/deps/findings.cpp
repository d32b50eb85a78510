#include "engine/deps/findings.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "engine/wheel/check.hpp"

namespace ftenv {
namespace {

// What the lock's own tool is told to look for a newer version.
std::vector<std::string> upgrade(LockKind kind, const std::string& name) {
  switch (kind) {
    case LockKind::uv:
    case LockKind::pylock:
      return {"uv lock --upgrade-package " + name};
    case LockKind::poetry:
      return {"poetry update " + name};
    case LockKind::requirements:
      return {};
    case LockKind::installed:
      return {"python -m pip install --upgrade " + name};
  }
  return {};
}

std::string shown(const DependencyReport& one) {
  return "`" + one.name + " " + one.version + "`";
}

// "only with the stable ABI `abi3`, which it does not load"
std::string what_there_is(const DependencyReport& one, const DepsReport& report) {
  const std::string python = text_of(report.target.python);
  switch (one.judgement.verdict) {
    case WheelVerdict::abi3_only:
      return "its wheels for this system have the stable ABI (`abi3`) alone, which " + python +
             " does not load";
    case WheelVerdict::gil_only:
      return "its wheels for this system are for the build of CPython with the GIL alone";
    case WheelVerdict::other_python:
      return "its wheels are for other versions of Python than " + python;
    case WheelVerdict::other_system:
      return "none of its wheels is for " + report.system;
    case WheelVerdict::nothing:
      return "the lock names no file of it";
    default:
      break;
  }
  return "it has no wheel";
}

Finding about(const DependencyReport& one, const DepsReport& report) {
  Finding finding;
  finding.evidence = one.judgement.others;
  if (one.chain.size() > 1) finding.evidence.push_back("because: " + join(one.chain, " → "));
  finding.need = "a wheel for " + text_of(report.target.python) + " on " + report.system;
  const auto commands = upgrade(report.kind, one.name);
  finding.fixes.push_back({"take a newer version, if there is one that has it", commands, false, {}});
  return finding;
}

Finding impossible(const DependencyReport& one, const DepsReport& report) {
  Finding finding = about(one, report);
  finding.id = "DP-01";
  finding.severity = one.optional ? Severity::warning : Severity::error;
  finding.found = shown(one) + ": " + what_there_is(one, report) + ", and there is no source to compile";
  if (one.optional) {
    finding.why = "Whoever installs `" + one.chain.front() +
                  "` on this Python is stopped by it; the project "
                  "alone installs.";
  }
  finding.fixes.push_back(
      {"or leave it out on this Python, with a marker or an extra of its own, and say so in the README",
       {},
       false,
       {}});
  return finding;
}

Finding compiled(const DependencyReport& one, const DepsReport& report) {
  Finding finding = about(one, report);
  const WheelVerdict verdict = one.judgement.verdict;
  finding.id = verdict == WheelVerdict::abi3_only  ? "DP-02"
               : verdict == WheelVerdict::gil_only ? "DP-03"
                                                   : "DP-04";
  finding.severity = Severity::warning;
  finding.found = shown(one) + ": " + what_there_is(one, report) + ", so its source is compiled here";
  finding.need +=
      "; else the compilers of that package: C for most, Rust or C++ for some, and the libraries "
      "that it wraps";
  const std::string command =
      "python -m pip wheel --no-deps --no-binary " + one.name + " " + one.name + "==" + one.version;
  finding.fixes.push_back(
      {"or see whether it compiles here, before somebody waits for it", {command}, false, {}});
  return finding;
}

Finding replaced(const DependencyReport& one, const DepsReport& report) {
  Finding finding = about(one, report);
  finding.id = "DP-05";
  finding.severity = Severity::warning;
  finding.found = shown(one) + ": `" + one.judgement.wheel + "` is taken, without compiled parts";
  const std::string command =
      "python -m pip install --no-binary " + one.name + " " + one.name + "==" + one.version;
  finding.fixes.push_back(
      {"or compile it here, where its source has the compiled parts", {command}, false, {}});
  return finding;
}

Finding source_only(const DependencyReport& one, const DepsReport& report) {
  Finding finding = about(one, report);
  finding.id = "DP-06";
  finding.severity = Severity::info;
  finding.found = shown(one) + " has no wheel at all: it is made from its source here";
  finding.need = "nothing, if it is Python alone; else a compiler";
  return finding;
}

// Of an environment: what is there has been made for another interpreter.
Finding foreign(const DependencyReport& one, const DepsReport& report) {
  Finding finding = about(one, report);
  finding.id = "DP-08";
  finding.severity = Severity::warning;
  finding.found = shown(one) + " is installed from a wheel that does not fit: " + what_there_is(one, report);
  finding.fixes = {{"set the environment up for that interpreter, and look again", {"ftenv up"}, false, {}}};
  return finding;
}

bool has_finding(const DependencyReport& one, Finding& finding, const DepsReport& report) {
  const Judgement& judgement = one.judgement;
  if (judgement.way == InstallWay::impossible) {
    finding = impossible(one, report);
  } else if (judgement.way == InstallWay::unknown && judgement.verdict != WheelVerdict::unknown) {
    finding = foreign(one, report);
  } else if (judgement.verdict == WheelVerdict::pure_replacement) {
    finding = replaced(one, report);
  } else if (judgement.way == InstallWay::compile && judgement.compiled_elsewhere) {
    finding = compiled(one, report);
  } else if (judgement.verdict == WheelVerdict::no_wheel) {
    finding = source_only(one, report);
  } else {
    return false;
  }
  return true;
}

// Which patch release it will be is not known for a wish such as "3.14".
bool excluded(const Version& python, const std::string& requirement) {
  if (requirement.empty()) return false;
  const auto fits = satisfies_requires_python(python, requirement);
  return fits && !*fits;
}

void add_python_findings(DepsReport& report, const DependencyLock& lock) {
  const Version& python = report.target.python.version;
  const std::string here = text_of(report.target.python);
  if (excluded(python, lock.requires_python)) {
    Finding finding;
    finding.id = "DP-07";
    finding.found = "`" + report.file.filename().string() + "` says `requires-python = \"" +
                    lock.requires_python + "\"`, and this is about " + here;
    finding.need = "a range that has " + python.series() + " in it";
    finding.fixes.push_back(
        {"widen `requires-python` in pyproject.toml and lock again, or choose another Python with `--python`",
         {},
         false,
         {}});
    report.findings.push_back(std::move(finding));
  }
  // An environment has what its own interpreter needs, which may be nothing that this one would get.
  if (lock.kind == LockKind::installed) return;
  for (DependencyReport& one : report.dependencies) {
    const auto locked =
        std::find_if(lock.packages.begin(), lock.packages.end(), [&](const LockedDistribution& package) {
          return package.name == one.name && package.version == one.version;
        });
    if (locked == lock.packages.end() || !excluded(python, locked->requires_python)) continue;
    Finding finding = about(one, report);
    finding.id = "DP-07";
    finding.severity = one.optional ? Severity::warning : Severity::error;
    finding.found = shown(one) + " requires Python `" + locked->requires_python + "`, and this is " + here;
    finding.need = "a version of it that takes " + python.series();
    one.judgement.way = InstallWay::impossible;
    one.problem = true;
    one.severity = finding.severity;
    report.findings.push_back(std::move(finding));
  }
}

}  // namespace

void add_dependency_findings(DepsReport& report, const DependencyLock& lock, const FindingPages& pages) {
  // First: what this Python is excluded from, no file of it can help.
  add_python_findings(report, lock);
  for (DependencyReport& one : report.dependencies) {
    Finding finding;
    if (one.problem || !has_finding(one, finding, report)) continue;
    one.problem = true;
    one.severity = finding.severity;
    report.findings.push_back(std::move(finding));
  }
  complete_findings(report.findings, pages);
}

}  // namespace ftenv

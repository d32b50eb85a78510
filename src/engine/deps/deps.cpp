#include "engine/deps/deps.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/deps/findings.hpp"

namespace ftenv {
namespace {

// The worse, the earlier.
int order_of(const DependencyReport& one) {
  switch (one.judgement.way) {
    case InstallWay::impossible:
      return 0;
    case InstallWay::compile:
      return one.judgement.verdict == WheelVerdict::local ? 5 : one.judgement.compiled_elsewhere ? 1 : 3;
    case InstallWay::unknown:
      return 4;
    case InstallWay::wheel:
      break;
  }
  return one.judgement.verdict == WheelVerdict::pure_replacement ? 2 : 6;
}

void add_notes(DepsReport& report, const DependencyLock& lock, const DependencyWalk& walk) {
  if (!report.target.note.empty()) report.notes.push_back(report.target.note);
  if (lock.kind == LockKind::requirements) {
    report.notes.push_back(
        "a requirements file has names, versions and digests, but no file names: which wheels there are "
        "can't "
        "be told from it; export a pylock.toml from the same lock, or name the lock itself with `--lock`");
  }
  const bool edges = std::any_of(lock.packages.begin(), lock.packages.end(),
                                 [](const LockedDistribution& one) { return !one.needs.empty(); });
  if (!edges && lock.packages.size() > lock.direct.size()) {
    report.notes.push_back(
        "this file does not say which package needs which: what is not asked for by pyproject.toml itself "
        "stands without a reason");
  }
  if (lock.kind == LockKind::installed) {
    report.notes.push_back(
        "this is what is installed: whether the same versions have other wheels can't be told from it");
  }
  for (const std::string& marker : walk.unreadable)
    report.notes.push_back(marker + "; what it guards is listed");
}

}  // namespace

bool DepsReport::good() const {
  return std::none_of(findings.begin(), findings.end(),
                      [](const Finding& one) { return one.severity == Severity::error; });
}

DepsReport judge_dependencies(const DependencyLock& lock, const DepsTarget& target, const Host& host,
                              const FindingPages& pages) {
  DepsReport report;
  report.kind = lock.kind;
  report.file = lock.file;
  report.project = lock.project;
  report.target = target;
  report.system = system_text(host);
  const WheelTags tags(target.python, host);
  const DependencyWalk walk = walk_dependencies(lock, marker_environment(target.python.version, host));
  for (const ReachedPackage& reached : walk.reached) {
    const LockedDistribution& one = lock.packages[reached.index];
    DependencyReport dependency;
    dependency.name = one.name;
    dependency.version = one.version;
    dependency.judgement = judge(one, target.python, tags);
    dependency.optional = reached.optional;
    dependency.chain = reached.chain;
    report.dependencies.push_back(std::move(dependency));
  }
  add_notes(report, lock, walk);
  add_dependency_findings(report, lock, pages);
  std::stable_sort(report.dependencies.begin(), report.dependencies.end(),
                   [](const DependencyReport& a, const DependencyReport& b) {
                     return std::pair(order_of(a), a.name) < std::pair(order_of(b), b.name);
                   });
  return report;
}

Result<DepsReport> check_dependencies(Services& services, const Options& options,
                                      const std::vector<std::string>& named) {
  FsError error;
  fs::path root = absolute_normal(options.project, fs::current_path());
  if (!fs::exists(root, error)) return fail(ErrorCode::usage, "there is no `" + root.string() + "`");
  if (fs::is_regular_file(root, error)) root = root.parent_path();
  if (named.size() > 1) return fail(ErrorCode::usage, "`--lock` takes one file");
  const fs::path venv =
      options.venv.empty() ? root / ".venv" : absolute_normal(options.venv, fs::current_path());
  std::optional<fs::path> file;
  if (!named.empty()) {
    file = absolute_normal(named.front(), fs::current_path());
  } else if (!options.venv.empty()) {
    file = venv;
  } else {
    file = find_dependency_lock(root);
    if (!file && fs::exists(venv, error)) file = venv;
  }
  if (!file) {
    return fail(ErrorCode::project, "`" + root.string() + "` has neither a lock file nor an environment",
                {"`uv lock` writes one from pyproject.toml", "`ftenv up` sets an environment up"});
  }
  FTENV_TRY(const DependencyLock lock, read_dependency_lock(*file));
  FTENV_TRY(const DepsTarget target, choose_deps_target(services, options, root, venv));
  FTENV_TRY(const FindingPages pages, FindingPages::load(services.recipes.overlays));
  return judge_dependencies(lock, target, services.host, pages);
}

}  // namespace ftenv

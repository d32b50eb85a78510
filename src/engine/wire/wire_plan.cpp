#include "engine/wire/wire_plan.hpp"

#include <algorithm>

#include "engine/wire/wire_draft.hpp"

namespace ftenv {
namespace wire {

DraftFile& Draft::of(const fs::path& file) {
  return *std::find_if(files.begin(), files.end(),
                       [&](const DraftFile& one) { return one.source->file == file; });
}

Finding Draft::finding(const std::string& id, Severity severity, std::string found, std::string need) const {
  Finding made;
  made.id = id;
  made.severity = severity;
  made.found = std::move(found);
  made.need = std::move(need);
  if (const FindingPage* page = rules.pages.find(id)) {
    made.title = page->title;
    made.why = page->about;
  }
  return made;
}

Failure refuse(const DraftFile& file, int line, const std::string& reason, std::vector<std::string> hints) {
  return fail(ErrorCode::project, file.source->name + ":" + std::to_string(line) + ": " + reason,
              std::move(hints), "WR-01");
}

namespace {

Status load(Draft& draft) {
  const auto add = [&](const WiredFile& source, bool toml) -> Status {
    DraftFile file;
    file.source = &source;
    if (toml) {
      FTENV_TRY(file.toml, Toml::parse(source.text, source.name));
    }
    draft.files.push_back(std::move(file));
    return {};
  };
  for (const WiredFile& manifest : draft.project.manifests) FTENV_CHECK(add(manifest, true));
  if (draft.project.pyproject) FTENV_CHECK(add(*draft.project.pyproject, true));
  for (const WiredFile& source : draft.project.sources) FTENV_CHECK(add(source, false));
  return {};
}

// What every member inherits, taken out of [workspace.dependencies].
Inherited strip_workspace(Draft& draft, DraftFile& file) {
  Inherited inherited;
  for (const auto& [name, entry] : file.toml.dotted("workspace.dependencies").members()) {
    const std::string package = entry["package"].string_or(name);
    if (package != "pyo3" && package != "pyo3-ffi") continue;
    for (const std::string& feature : strip_dependency(draft, file, entry, false))
      inherited.push_back({name, feature});
  }
  return inherited;
}

Status collect(Draft& draft) {
  const WiredProject& project = draft.project;
  const Inherited inherited = strip_workspace(draft, draft.of(project.workspace));
  std::vector<std::string> maturin;
  if (project.pyproject) {
    FTENV_TRY(maturin, wire_maturin(draft, draft.of(project.pyproject->file)));
  }
  for (const fs::path& crate : project.crates) {
    const bool extension = crate == project.extension;
    FTENV_CHECK(
        wire_crate(draft, draft.of(crate), inherited, extension ? maturin : std::vector<std::string>()));
  }
  wire_modules(draft);
  if (project.pyproject) wire_classifier(draft, draft.of(project.pyproject->file));
  return {};
}

Result<WirePlan> plan_once(const WiredProject& project, const WireRules& rules) {
  Draft draft{project, rules, {}, {}, 0};
  FTENV_CHECK(load(draft));
  FTENV_CHECK(collect(draft));
  WirePlan plan;
  for (DraftFile& file : draft.files) {
    std::string after = apply_edits(file.text(), file.edits);
    if (after == file.text()) continue;
    plan.files.push_back(
        {file.source->file, file.source->name, file.text(), std::move(after), std::move(file.changes)});
  }
  plan.findings = std::move(draft.findings);
  sort_findings(plan.findings);
  return plan;
}

}  // namespace
}  // namespace wire

namespace {

// The project as it would be read again after the plan.
Result<WiredProject> wired_after(const WiredProject& project, const WirePlan& plan) {
  WiredProject after = project;
  const auto update = [&](WiredFile& file) {
    for (const WireFile& changed : plan.files) {
      if (changed.file == file.file) file.text = changed.after;
    }
  };
  for (WiredFile& manifest : after.manifests) update(manifest);
  if (after.pyproject) update(*after.pyproject);
  RustSources rust = project.rust;
  rust.modules.clear();
  for (WiredFile& source : after.sources) {
    update(source);
    read_rust_source(source.text, source.file, rust);
  }
  after.rust = std::move(rust);
  return after;
}

}  // namespace

Result<WirePlan> plan_wiring(const WiredProject& project, const WireRules& rules) {
  FTENV_TRY(WirePlan plan, wire::plan_once(project, rules));
  if (plan.files.empty()) return plan;
  // What an edit has made of a file that is written in an unusual way is seen here, before it is written.
  FTENV_TRY(const WiredProject after, wired_after(project, plan));
  const auto again = wire::plan_once(after, rules);
  if (again && again->files.empty()) return plan;
  const std::string& name = again ? again->files.front().name : plan.files.front().name;
  return fail(
      ErrorCode::project,
      "`" + name + "` is written in a way that can't be edited safely" +
          (again ? "" : ": " + again.error().message),
      {"write its [features] and the dependency on PyO3 as tables of their own, or make the change by "
       "hand: `ftenv explain WR-01`"},
      "WR-01");
}

}  // namespace ftenv

// Cargo features that maturin is given, against the crate that it builds: CI-04, CI-05.
#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/ci/ci_context.hpp"
#include "model/toml.hpp"

namespace ftenv {
namespace {

bool same_path(const fs::path& a, const fs::path& b) {
  return a.lexically_normal() == b.lexically_normal();
}

// The crate that a call builds; nullptr where the files do not tell.
const Crate* crate_of(const CiContext& context, const CiStep& step, const CiRow& row,
                      const MaturinCall& call) {
  if (!context.project) return nullptr;
  const Project& project = *context.project;
  std::string folder = (*step.step->yaml)["working-directory"].text();
  if (call.by_action) folder = step.input("working-directory").text;
  if (folder.empty()) folder = (*row.job->yaml)["defaults"]["run"]["working-directory"].text();
  if (folder.empty()) folder = row.workflow->yaml["defaults"]["run"]["working-directory"].text();
  if (contains(folder, "$") || contains(call.manifest, "$")) return nullptr;
  const fs::path base = folder.empty() ? context.root : context.root / folder;
  if (call.manifest.empty()) {
    const bool here = same_path(base, project.root) || same_path(base, project.crate.manifest.parent_path());
    return here || (folder == "." && same_path(context.root, project.root)) ? &project.crate : nullptr;
  }
  const fs::path manifest = base / call.manifest;
  if (same_path(manifest, project.crate.manifest)) return &project.crate;
  for (const Crate& sibling : project.pyo3_siblings) {
    if (same_path(manifest, sibling.manifest)) return &sibling;
  }
  return nullptr;
}

// What -F may name: declared features, and optional dependencies, which are features too.
std::vector<std::string> features_of(const Crate& crate) {
  std::vector<std::string> names{"default"};
  for (const CrateFeature& feature : crate.features) names.push_back(feature.name);
  const auto text = read_text(crate.manifest, 1u << 20);
  const auto manifest = text ? Toml::parse(*text, "Cargo.toml") : Result<Toml>(Toml());
  if (!manifest) return names;
  const auto add_optional = [&](const Toml& table) {
    for (const Toml::Member& dependency : table.members()) {
      if (dependency.second["optional"].bool_or(false)) names.push_back(dependency.first);
    }
  };
  add_optional((*manifest)["dependencies"]);
  for (const Toml::Member& target : (*manifest)["target"].members())
    add_optional(target.second["dependencies"]);
  return names;
}

// The edit that takes `-F name` away; only where it is the option's whole value.
std::optional<TextEdit> without_feature(const CiRow& row, const MaturinCall& call, const std::string& name) {
  for (const std::string option : {"-F ", "--features ", "--features="}) {
    const std::string whole = " " + option + name;
    const std::string& text = call.text->text();
    const std::size_t at = text.find(whole);
    if (at == std::string::npos) continue;
    const std::size_t end = at + whole.size();
    if (end < text.size() && text[end] != ' ' && text[end] != '\n') continue;
    return replaced(*row.workflow, *call.text, whole, "");
  }
  return std::nullopt;
}

void report_unknown(CiContext& context, const CiRow& row, const MaturinCall& call, const Crate* crate,
                    const std::string& name, const std::vector<std::string>& known) {
  const bool of_pyo3 = name == "pyo3/free-threaded";
  const std::string owner = of_pyo3 ? "PyO3" : "the crate `" + crate->package + "`";
  CiFinding* finding =
      context.report("CI-05", Severity::error, *row.workflow, place_of(*row.workflow, *call.text, name),
                     "asks for the feature `" + name + "`, and " + owner + " has none of that name",
                     "only features that Cargo.toml declares");
  if (!finding) return;
  const std::string close = of_pyo3 ? std::string() : nearest(name, known);
  std::optional<TextEdit> edit;
  if (!close.empty()) {
    finding->finding.fixes.push_back({"write it as Cargo.toml does", {"-F " + close}, false, {}});
    edit = replaced(*row.workflow, *call.text, name, close);
  } else if (of_pyo3 || name == "free-threaded") {
    finding->finding.why =
        "cargo stops before it compiles anything. PyO3 sees by itself whether the interpreter is "
        "free-threaded, "
        "so no feature is needed for it; what has to go is abi3, by `--no-default-features`.";
    finding->finding.fixes.push_back({"leave it out: `-F " + name + "` goes, the rest stays", {}, false, {}});
    if (!of_pyo3)
      finding->finding.fixes.push_back({"or declare it in Cargo.toml", {"ftenv wire --write"}, false, {}});
    edit = without_feature(row, call, name);
  } else {
    finding->finding.fixes.push_back({"leave it out, or declare it in Cargo.toml", {}, false, {}});
  }
  if (edit) finding->edits.push_back(*edit);
}

void check_names(CiContext& context, const CiRow& row, const CiStep& step, const MaturinCall& call) {
  const Crate* crate = crate_of(context, step, row, call);
  const std::vector<std::string> known = crate ? features_of(*crate) : std::vector<std::string>();
  for (const std::string& name : call.features) {
    if (contains(name, "$")) continue;
    const bool foreign = contains(name, "/");
    if (name == "pyo3/free-threaded" || (crate && !foreign && !is_one_of(name, known)))
      report_unknown(context, row, call, crate, name, known);
  }
}

void check_abi3(CiContext& context, const CiRow& row, const CiStep& step, const MaturinCall& call) {
  const bool asks = call.asks_free_threaded() && call.interpreters.size() == 1;
  if (!call.known || !call.builds() || call.no_default_features || call.asks_abi3()) return;
  if (!asks && !(row.free_threaded && call.interpreters.size() == 1)) return;
  const Crate* crate = crate_of(context, step, row, call);
  if (!crate || !context.project) return;
  const Project& project = *context.project;
  if (crate != &project.crate || !project.default_features || !project.pyo3) return;
  const FeatureSelection selection = select_features(project);
  if (selection.dropped.empty()) return;
  // Since then PyO3 only warns, and the wheel is the right one.
  const Pyo3Changes& changes = context.compatibility.pyo3_changes;
  const bool harmless = *project.pyo3 >= changes.abi3_is_ignored;
  CiFinding* finding = context.report(
      "CI-04", harmless ? Severity::info : Severity::error, *row.workflow,
      call.text->exists() ? call.text->at() : step.step->uses().at(),
      "builds with the crate's default features, which switch `" + join(selection.dropped, "`, `") + "` on",
      "a free-threaded build without abi3");
  if (!finding) return;
  if (harmless) {
    finding->finding.why =
        "PyO3 " + project.pyo3->text() +
        " warns and builds the right wheel all the same; without abi3 it is said, and stays so.";
  }
  std::vector<std::string> more;
  for (const std::string& feature : selection.features) {
    if (!is_one_of(feature, call.features)) more.push_back(feature);
  }
  const std::string options = "--no-default-features" + (more.empty() ? "" : " -F " + join(more, ","));
  finding->finding.fixes.push_back({"add to the arguments", {options}, false, {}});
  if (!call.by_action || !call.text->exists()) return;
  const auto edit = appended(*row.workflow, *call.text, " " + options);
  if (edit) finding->edits.push_back(*edit);
}

}  // namespace

void check_features(CiContext& context) {
  for (const CiRow& row : context.rows) {
    for (const CiStep& step : row.steps) {
      if (step.runs == Truth::no) continue;
      for (const MaturinCall& call : step.maturin) {
        check_names(context, row, step, call);
        check_abi3(context, row, step, call);
      }
    }
  }
}

}  // namespace ftenv

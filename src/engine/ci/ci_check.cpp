#include "engine/ci/ci_check.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/ci/ci_context.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_longest = 2u << 20;

Result<CiFile> read_workflow_file(const fs::path& path, const std::string& name) {
  FTENV_TRY(std::string text, read_text(path, k_longest));
  return CiFile{path, name, std::move(text)};
}

std::vector<fs::path> workflows_below(const fs::path& root) {
  std::vector<fs::path> files;
  for (const fs::path& path : entries_of(root / ".github" / "workflows")) {
    const std::string ending = path.extension().string();
    if (ending == ".yml" || ending == ".yaml") files.push_back(path);
  }
  return files;
}

// A folder of a project stands for the workflows in it.
Result<std::vector<CiFile>> read_workflows_below(const fs::path& root) {
  std::vector<CiFile> files;
  for (const fs::path& path : workflows_below(root)) {
    FTENV_TRY(CiFile file, read_workflow_file(path, ".github/workflows/" + path.filename().string()));
    files.push_back(std::move(file));
  }
  if (files.empty()) {
    return fail(ErrorCode::usage,
                "there are no workflows in `" + (root / ".github" / "workflows").string() + "`",
                {"`ftenv ci init --write` writes one"});
  }
  return files;
}

// Two findings may want the same.
void add_new(const std::vector<TextEdit>& more, std::vector<TextEdit>& edits) {
  for (const TextEdit& edit : more) {
    if (std::find(edits.begin(), edits.end(), edit) == edits.end()) edits.push_back(edit);
  }
}

}  // namespace

CiFinding* CiContext::report(const std::string& id, Severity severity, const Workflow& workflow,
                             YamlPosition at, const std::string& found, std::string need) {
  for (const CiFinding& known : findings) {
    if (known.finding.id == id && known.file == workflow.file && known.at.offset == at.offset) return nullptr;
  }
  CiFinding made;
  made.file = workflow.file;
  made.at = at;
  made.finding.id = id;
  made.finding.severity = severity;
  made.finding.need = std::move(need);
  made.finding.found =
      workflow.file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + " " + found;
  if (const FindingPage* page = pages.find(id)) {
    made.finding.title = page->title;
    made.finding.why = page->about;
  }
  findings.push_back(std::move(made));
  return &findings.back();
}

Result<std::vector<CiFile>> find_workflows(const fs::path& root, const std::vector<std::string>& named) {
  if (named.empty()) return read_workflows_below(root);
  std::vector<CiFile> files;
  FsError error;
  for (const std::string& name : named) {
    const fs::path path = absolute_normal(name, fs::current_path());
    if (fs::is_directory(path, error)) {
      FTENV_TRY(std::vector<CiFile> more, read_workflows_below(path));
      std::move(more.begin(), more.end(), std::back_inserter(files));
      continue;
    }
    if (!fs::exists(path, error)) return fail(ErrorCode::usage, "there is no file `" + name + "`");
    FTENV_TRY(CiFile file, read_workflow_file(path, name));
    files.push_back(std::move(file));
  }
  return files;
}

fs::path root_of_workflow(const fs::path& file, const fs::path& otherwise) {
  const fs::path folder = file.parent_path();
  const bool usual = folder.filename() == "workflows" && folder.parent_path().filename() == ".github";
  return usual ? folder.parent_path().parent_path() : otherwise;
}

Result<CiReport> check_workflows(std::vector<CiFile> files, const fs::path& root,
                                 const std::optional<Project>& project,
                                 const CompatibilityRecipe& compatibility, const FindingPages& pages) {
  FTENV_TRY(const CiNames names, load_ci_names());
  std::vector<Workflow> workflows;
  workflows.reserve(files.size());
  for (const CiFile& file : files) {
    FTENV_TRY(Workflow workflow, read_workflow(file.text, file.name));
    workflows.push_back(std::move(workflow));
  }
  std::vector<CiRow> rows;
  for (const Workflow& workflow : workflows) {
    std::vector<CiRow> more = rows_of(workflow, names);
    std::move(more.begin(), more.end(), std::back_inserter(rows));
  }
  CiContext context{workflows, rows, root, project, compatibility, pages, names, {}};
  check_pythons(context);
  check_builds(context);
  check_features(context);
  check_tests(context);
  check_installs(context);
  check_caches(context);
  check_artifacts(context);
  check_release(context);
  check_containers(context);
  std::stable_sort(context.findings.begin(), context.findings.end(),
                   [](const CiFinding& a, const CiFinding& b) {
                     return a.file != b.file ? a.file < b.file : a.at.offset < b.at.offset;
                   });
  return CiReport{std::move(files), std::move(context.findings)};
}

std::vector<CiFile> mended_workflows(const CiReport& report, bool odd_too) {
  std::vector<CiFile> mended;
  for (const CiFile& file : report.files) {
    std::vector<TextEdit> edits;
    for (const CiFinding& finding : report.findings) {
      if (finding.finding.severity == Severity::info && !odd_too) continue;
      if (finding.file != file.name) continue;
      add_new(finding.edits, edits);
    }
    CiFile after = file;
    after.text = apply_edits(file.text, std::move(edits));
    if (after.text != file.text) mended.push_back(std::move(after));
  }
  return mended;
}

}  // namespace ftenv

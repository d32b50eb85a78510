#include "engine/doctor/fix.hpp"

#include <algorithm>
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/recorded_edit.hpp"

namespace ftenv {
namespace {

constexpr const char* k_step = "doctor";  // in the ledger

Status remove_files(Services& services, const RemoveFiles& action, FixOutcome& outcome) {
  for (const fs::path& file : action.files) {
    FsError error;
    const fs::file_type type = fs::symlink_status(file, error).type();
    if (type == fs::file_not_found) continue;
    if (type != fs::regular_file && type != fs::symlink_file) {
      return fail(ErrorCode::project, "`" + file.string() + "` is no file, so it is left where it is");
    }
    FTENV_TRY(const LedgerEntry entry, move_away_recorded(services, file, k_step));
    outcome.done.push_back("moved `" + file.string() + "` to `" + entry.backup + "`");
  }
  return {};
}

bool is_of_pyo3(const fs::path& path) {
  const std::string name = path.filename().string();
  return starts_with(name, "pyo3") || starts_with(name, "libpyo3");
}

// What `cargo clean -p pyo3 -p pyo3-ffi -p pyo3-build-config` removes of one profile. Cargo then builds
// these again, and by its own fingerprints everything that depends on them.
Status clean_profile(const fs::path& profile, int& removed) {
  for (const char* folder : {".fingerprint", "build", "deps", "incremental"}) {
    for (const fs::path& entry : entries_of(profile / folder)) {
      if (!is_of_pyo3(entry)) continue;
      FTENV_CHECK(remove_tree(entry));
      ++removed;
    }
  }
  return {};
}

// target/debug, target/x86_64-unknown-linux-gnu/release: whatever has cargo's fingerprints.
std::vector<fs::path> profiles_of(const fs::path& target) {
  std::vector<fs::path> profiles;
  FsError error;
  for (const fs::path& first : entries_of(target)) {
    if (fs::is_symlink(first) || !fs::is_directory(first, error)) continue;
    if (fs::is_directory(first / ".fingerprint", error)) profiles.push_back(first);
    for (const fs::path& second : entries_of(first)) {
      if (!fs::is_symlink(second) && fs::is_directory(second / ".fingerprint", error))
        profiles.push_back(second);
    }
  }
  return profiles;
}

Status clean_target(const CleanTarget& action, FixOutcome& outcome) {
  int removed = 0;
  for (const fs::path& profile : profiles_of(action.target)) FTENV_CHECK(clean_profile(profile, removed));
  outcome.done.push_back("removed what was built of PyO3 in `" + action.target.string() + "` (" +
                         std::to_string(removed) + " entries)");
  return {};
}

Status comment_out(Services& services, const CommentOutLine& action, const std::string& id,
                   FixOutcome& outcome) {
  const fs::path& file = action.file;
  FTENV_TRY(const std::string text, read_text(file, 4u << 20));
  std::vector<std::string> lines = split(text, '\n');
  const auto at = static_cast<std::size_t>(action.line - 1);
  if (action.line < 1 || at >= lines.size() || trim(lines[at]) != trim(action.text)) {
    return fail(ErrorCode::project, "`" + file.string() + "` has changed since it was read",
                {"run the same command again"});
  }
  const bool goes_on = ends_with(trim(lines[at]), "\\") || (at > 0 && ends_with(trim(lines[at - 1]), "\\"));
  if (goes_on) {
    return fail(ErrorCode::project,
                "line " + std::to_string(action.line) + " of `" + file.string() +
                    "` is part of a longer one, which is yours to change",
                {"open the file and take the variable out"});
  }
  lines[at] = "# " + lines[at] + "  # by ftenv doctor --fix " + id;
  FTENV_TRY(const LedgerEntry entry,
            write_recorded(services, k_edited_file, file, join(lines, "\n"), k_step));
  outcome.done.push_back("commented out line " + std::to_string(action.line) + " of `" +
                         action.file.string() + "`; as it was: `" + entry.backup + "`");
  return {};
}

struct Apply {
  Services& services;
  const std::string& id;
  FixOutcome& outcome;

  Status operator()(const std::monostate&) const { return {}; }
  Status operator()(const RemoveFiles& action) const { return remove_files(services, action, outcome); }
  Status operator()(const CleanTarget& action) const { return clean_target(action, outcome); }
  Status operator()(const CommentOutLine& action) const { return comment_out(services, action, id, outcome); }
  // By `up`, which removes what is broken in the moment in which it has the means to make it again.
  Status operator()(const RemakeVenv&) const { return {}; }
};

bool is_named(const std::vector<std::string>& named, const std::string& id) {
  return std::any_of(named.begin(), named.end(),
                     [&](const std::string& one) { return to_lower(one) == to_lower(id); });
}

bool may_do(const Fix& fix, bool named) {
  if (fix.needs_root || std::holds_alternative<std::monostate>(fix.action)) return false;
  return named || !std::holds_alternative<CommentOutLine>(fix.action);
}

// Two findings may be mended by one and the same action.
std::string key_of(const FixAction& action) {
  if (const auto* venv = std::get_if<RemakeVenv>(&action)) return "venv " + venv->venv.string();
  if (const auto* target = std::get_if<CleanTarget>(&action)) return "target " + target->target.string();
  if (const auto* line = std::get_if<CommentOutLine>(&action))
    return "line " + line->file.string() + ":" + std::to_string(line->line);
  std::string key = "files";
  if (const auto* files = std::get_if<RemoveFiles>(&action)) {
    for (const fs::path& file : files->files) key += " " + file.string();
  }
  return key;
}

}  // namespace

FixPlan plan_fixes(const Diagnosis& diagnosis, const std::vector<std::string>& named) {
  FixPlan plan;
  std::set<std::string> seen;
  for (const Finding& finding : diagnosis.findings) {
    const bool asked = is_named(named, finding.id);
    if (!named.empty() && !asked) continue;
    if (finding.severity == Severity::info && !asked) continue;
    bool ours = false;
    for (const Fix& fix : finding.fixes) {
      if (!may_do(fix, asked)) continue;
      ours = true;
      if (!seen.insert(key_of(fix.action)).second) continue;
      plan.ours.push_back({finding.id, fix});
      plan.runs_up = plan.runs_up || !std::holds_alternative<CommentOutLine>(fix.action);
      // Every line that sets a variable has to go; of other ways to mend it, one is enough.
      if (!std::holds_alternative<CommentOutLine>(fix.action)) break;
    }
    if (!ours && !finding.fixes.empty()) plan.theirs.push_back({finding.id, finding.fixes.front()});
  }
  return plan;
}

Result<FixOutcome> apply_fix(Services& services, const PlannedFix& fix) {
  FixOutcome outcome{fix.id, {}};
  FTENV_CHECK(std::visit(Apply{services, fix.id, outcome}, fix.fix.action));
  return outcome;
}

Environment environment_after(const Environment& user, const FixPlan& plan) {
  Environment after = user;
  for (const PlannedFix& planned : plan.ours) {
    const auto* line = std::get_if<CommentOutLine>(&planned.fix.action);
    if (line == nullptr) continue;
    for (const auto& [name, value] : user.variables()) {
      const std::size_t at = line->text.find(name);
      const bool whole = at != std::string::npos && at + name.size() < line->text.size() &&
                         (line->text[at + name.size()] == '=' || line->text[at + name.size()] == ' ') &&
                         (at == 0 || line->text[at - 1] == ' ' || line->text[at - 1] == '\t');
      if (whole) after.unset(name);
    }
  }
  return after;
}

}  // namespace ftenv

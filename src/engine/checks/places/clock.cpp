// The clock against the project's files, and the locale.
#include <algorithm>

#include "base/text.hpp"
#include "engine/checks/places/checks.hpp"

namespace ftenv {
namespace {

// 2026-01-01: ftenv did not exist before, so no right clock shows an earlier time.
constexpr std::int64_t k_earliest = 1767225600;
// Network drives are off by seconds without harm.
constexpr std::int64_t k_tolerance_s = 120;
constexpr std::size_t k_most_files = 2000;

struct Newest {
  fs::path file;
  std::int64_t modified = 0;
};

void look_at(const fs::path& file, Newest& newest) {
  FsError error;
  const std::int64_t modified = fs::last_write_time(file, error);
  if (!error && modified > newest.modified) newest = {file, modified};
}

Newest newest_file(const fs::path& root, const Result<Project>& project) {
  Newest newest;
  for (const char* name : {"Cargo.toml", "Cargo.lock", "pyproject.toml", "build.rs"})
    look_at(root / name, newest);
  std::size_t seen = 0;
  std::vector<fs::path> folders{root / "src"};
  if (project) {
    look_at(project->crate.manifest, newest);
    if (project->lock) look_at(*project->lock, newest);
    folders.push_back(project->crate.manifest.parent_path() / "src");
  }
  for (const fs::path& folder : folders) {
    FsError error;
    fs::recursive_directory_iterator at(folder, error);
    for (const fs::recursive_directory_iterator end; !error && at != end && seen < k_most_files;
         at.increment(error), ++seen) {
      if (at->path().extension() == ".rs") look_at(at->path(), newest);
    }
  }
  return newest;
}

Fix set_clock() {
  return {"set the clock (in a virtual machine: have it follow the host's)",
          {"sudo timedatectl set-ntp true"},
          true,
          {}};
}

// LC_ALL wins over the single ones, they win over LANG. Those that name none don't count.
std::vector<std::string> locale_variables(const Environment& user) {
  if (!user.get("LC_ALL").empty()) return {"LC_ALL"};
  std::vector<std::string> names;
  for (const char* name :
       {"LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES", "LANG"})
    if (!user.get(name).empty()) names.emplace_back(name);
  return names;
}

}  // namespace

Result<CheckAnswer> check_clock(CheckContext& context) {
  const std::int64_t now = context.facts.services().machine->seconds_since_1970();
  CheckAnswer answer;
  if (now < k_earliest) {
    Finding finding = context.finding("PY-21", Severity::error,
                                      "the clock is " + std::to_string((k_earliest - now) / 86400 + 1) +
                                          " days behind the youngest possible time",
                                      "the right time");
    finding.why +=
        " With such a clock every certificate looks as if it were not valid yet, so nothing can be "
        "downloaded.";
    finding.fixes.push_back(set_clock());
    answer.findings.push_back(std::move(finding));
    return answer;
  }
  if (!context.facts.has_project()) {
    answer.seen = "the clock is plausible";
    return answer;
  }
  const Newest newest = newest_file(context.facts.root(), context.facts.project());
  if (newest.modified <= now + k_tolerance_s) {
    answer.seen = "no file is from the future";
    return answer;
  }
  const auto ahead = std::chrono::seconds(newest.modified - now);
  Finding finding = context.finding("PY-21", Severity::warning,
                                    "`" + newest.file.string() + "` was changed " + human_duration(ahead) +
                                        " in the future, by this machine's clock",
                                    "files that are not younger than now");
  finding.title = "a file of the project is from the future";
  const std::string root = shell_quote(context.facts.root().string());
  finding.fixes.push_back({"if the clock is right, give the files the present time",
                           {"find " + root + " -newermt now -type f -exec touch {} +"},
                           false,
                           {}});
  finding.fixes.push_back(set_clock());
  answer.findings.push_back(std::move(finding));
  return answer;
}

Result<CheckAnswer> check_locale(CheckContext& context) {
  const Environment& user = context.user();
  CheckAnswer answer;
  for (const std::string& name : locale_variables(user)) {
    const std::string value = user.get(name);
    if (context.facts.services().machine->has_locale(value)) continue;
    Finding finding =
        context.finding("PP-14", Severity::warning,
                        "`" + name + "` is `" + value + "`, a locale that this system does not have",
                        "a locale that is there: `C.UTF-8` always works");
    finding.variables.push_back(name);
    finding.fixes.push_back(
        {"use the one that every system has", {"export " + name + "=C.UTF-8"}, false, {}});
    answer.findings.push_back(std::move(finding));
    break;
  }
  if (answer.findings.empty()) answer.seen = "the locale is there";
  return answer;
}

}  // namespace ftenv

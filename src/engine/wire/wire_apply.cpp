#include "engine/wire/wire_apply.hpp"

#include <algorithm>
#include <optional>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/child_environment.hpp"
#include "engine/creation.hpp"
#include "engine/recorded_edit.hpp"
#include "engine/rust/toolchain.hpp"
#include "inspect/project/project.hpp"
#include "inspect/python/venv.hpp"

namespace ftenv {
namespace {

// Puts back what was written, unless it is told that all is well.
class Written {
 public:
  explicit Written(const Services& services) : m_services(services) {}
  Written(const Written&) = delete;
  Written& operator=(const Written&) = delete;
  ~Written() {
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry) {
      if (put_back(*entry)) (void)ledger_of(m_services).record_removed(*entry);
    }
  }

  Status write(const WireFile& file) {
    // Somebody may have edited it since it was read: then the plan is for another text.
    FTENV_TRY(const std::string now, read_text(file.file));
    if (now != file.before)
      return fail(ErrorCode::project, "`" + file.name + "` has changed while wire was at work",
                  {"run the same command again"});
    FTENV_TRY(LedgerEntry entry, write_recorded(m_services, k_written_file, file.file, file.after, "wire"));
    m_entries.push_back(std::move(entry));
    return {};
  }

  void keep() { m_entries.clear(); }

 private:
  const Services& m_services;
  std::vector<LedgerEntry> m_entries;
};

// One question to cargo; asked again after the edits.
struct Question {
  std::vector<std::string> argv;
  bool answered = false;  // before: with success
};

class Cargo {
 public:
  Cargo(Services& services, const WiredProject& project, RustToolchain rust)
      : m_services(services), m_project(project), m_rust(std::move(rust)) {}

  Result<ProcessOutcome> ask(const std::vector<std::string>& argv) {
    ProcessRequest request;
    request.argv = argv;
    request.argv.front() = m_rust.cargo.string();
    request.environment = rust_environment(m_services, m_rust);
    request.directory = m_project.workspace.parent_path();
    request.capture_limit = 64u << 10;
    const fs::path python = venv_program(m_services.host, m_project.root / ".venv", "python");
    FsError error;
    if (fs::exists(python, error)) request.environment.set("PYO3_PYTHON", python.string());
    return m_services.processes.run(request);
  }

  // The first reads all manifests and resolves their features; it needs the crates. The second reads the
  // manifests alone, and works everywhere.
  std::vector<Question> questions() const {
    const std::string manifest = m_project.workspace.string();
    std::vector<std::string> full{"cargo", "metadata",        "--offline", "--format-version",
                                  "1",     "--manifest-path", manifest};
    std::vector<std::string> own = full;
    FsError error;
    std::vector<Question> all;
    if (fs::exists(m_project.workspace.parent_path() / "Cargo.lock", error)) {
      full.push_back("--locked");
      all.push_back({full});
    }
    own.push_back("--no-deps");
    all.push_back({own});
    return all;
  }

  // As `up` would build it, without the code.
  Result<std::vector<std::string>> check_argv() const {
    FTENV_TRY(const Project project, read_project(m_project.extension));
    const FeatureSelection selection = select_features(project);
    std::vector<std::string> argv{"cargo",
                                  "check",
                                  "--manifest-path",
                                  m_project.extension.string(),
                                  "--target-dir",
                                  (m_project.workspace.parent_path() / "target" / "ftenv-check").string(),
                                  "--no-default-features"};
    if (!selection.features.empty()) {
      argv.push_back("-F");
      argv.push_back(join(selection.features, ","));
    }
    return argv;
  }

 private:
  Services& m_services;
  const WiredProject& m_project;
  RustToolchain m_rust;
};

std::string last_words(const ProcessOutcome& outcome) {
  std::vector<std::string> lines;
  for (const std::string& line : split_lines(strip_terminal_codes(outcome.err))) {
    if (!trim(line).empty()) lines.push_back(std::string(trim(line)));
  }
  const auto error = std::find_if(lines.begin(), lines.end(),
                                  [](const std::string& line) { return starts_with(line, "error"); });
  lines.erase(lines.begin(), error == lines.end() ? lines.begin() : error);
  if (lines.size() > 6) lines.resize(6);
  return join(lines, " / ");
}

Error refused(const std::vector<std::string>& argv, const ProcessOutcome& outcome) {
  return Error{
      ErrorCode::project,
      "`" + shell_line(argv) + "` does not work any more after the edits, so the files are as they were",
      {last_words(outcome)},
      {"look at what cargo says, or run `ftenv explain WR-02`"},
      "WR-02",
      std::nullopt};
}

Finding unchecked(const FindingPages& pages, const std::string& found) {
  Finding finding;
  finding.id = "WR-06";
  finding.severity = Severity::info;
  finding.found = found;
  finding.need = "a cargo that reads the project, as after `ftenv up`";
  if (const FindingPage* page = pages.find(finding.id)) {
    finding.title = page->title;
    finding.why = page->about;
  }
  return finding;
}

}  // namespace

Result<WireApplied> apply_wiring(Services& services, const WiredProject& project, const WirePlan& plan,
                                 const FindingPages& pages, bool compile) {
  WireApplied applied;
  std::string why_not;
  const std::optional<RustToolchain> rust = find_rust(services, project.workspace.parent_path(), why_not);
  std::vector<Question> questions;
  std::optional<Cargo> cargo;
  if (rust) {
    cargo.emplace(services, project, *rust);
    questions = cargo->questions();
    if (compile) {
      // A project that asks for `pyo3/free-threaded` can't be built before.
      if (const auto argv = cargo->check_argv()) questions.push_back({*argv});
    }
    for (Question& question : questions) {
      FTENV_TRY(const ProcessOutcome outcome, cargo->ask(question.argv));
      question.answered = outcome.status.ok();
    }
  } else if (compile) {
    return fail(ErrorCode::project, "`cargo check` can't be run: " + why_not, {"`ftenv up` brings Rust"});
  }

  Written written(services);
  for (const WireFile& file : plan.files) FTENV_CHECK(written.write(file));
  // What `up` does first; without cargo the only judge.
  if (const auto read = read_project(project.root); !read)
    return fail_within(read.error(), "after the edits; every file was put back as it was");
  bool any = false;
  for (const Question& question : questions) {
    const bool check = question.argv[1] == "check";
    std::vector<std::string> argv = question.argv;
    if (check) {
      FTENV_TRY(argv, cargo.value().check_argv());
    }
    FTENV_TRY(const ProcessOutcome outcome, cargo.value().ask(argv));
    if (!outcome.status.ok() && question.answered) return fail(refused(argv, outcome));
    if (outcome.status.ok()) {
      any = true;
      applied.checked.push_back(shell_line(argv));
    } else if (check) {
      applied.findings.push_back(
          unchecked(pages, "`" + shell_line(argv) + "` failed before and after: " + last_words(outcome)));
    }
  }
  if (compile && std::none_of(questions.begin(), questions.end(),
                              [](const Question& one) { return one.argv[1] == "check"; })) {
    FTENV_TRY(const std::vector<std::string> argv, cargo->check_argv());
    FTENV_TRY(const ProcessOutcome outcome, cargo->ask(argv));
    if (!outcome.status.ok()) return fail(refused(argv, outcome));
    applied.checked.push_back(shell_line(argv));
  }
  if (!any) {
    applied.findings.push_back(unchecked(
        pages, rust ? "cargo can't read the project, neither before nor after the edits" : why_not));
  }
  written.keep();
  return applied;
}

}  // namespace ftenv

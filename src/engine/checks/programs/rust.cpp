// Which Rust plain `cargo` would use here, by rustup's files; and whether it answers.
#include <algorithm>

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "engine/checks/programs/names.hpp"
#include "engine/doctor/origins.hpp"
#include "engine/rust/toolchain.hpp"
#include "inspect/cargo/rustup_selection.hpp"

namespace ftenv {
namespace {

std::string quoted(const fs::path& path) {
  return "`" + path.string() + "`";
}

// On PATH, else where rustup puts it.
std::optional<ProgramHit> first_hit(const CheckContext& context, const std::string& name) {
  std::vector<ProgramHit> hits = hits_of(context, name);
  if (!hits.empty()) return std::move(hits.front());
  Environment user = context.user();
  user.set("PATH", (cargo_home(user) / "bin").string());
  hits = look_up_program(name, user, context.facts.services().recipes.interpreters);
  if (hits.empty()) return std::nullopt;
  return std::move(hits.front());
}

// What rustup's proxy would start; nothing where cargo is no proxy.
std::optional<RustupSelection> selection_here(const CheckContext& context) {
  const auto cargo = first_hit(context, "cargo");
  if (!cargo || cargo->kind != ProgramHit::rustup_proxy) return std::nullopt;
  return read_rustup_selection(folder_of(context), context.user());
}

Fix rustup_fix(const std::string& text, const std::vector<std::string>& arguments) {
  std::vector<std::string> argv{"rustup"};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  return {text, {shell_line(argv)}, false, {}};
}

Finding nothing_chosen(const CheckContext& context, const RustupSelection& selection) {
  const bool empty = selection.installed.empty();
  Finding finding = context.finding(
      "CG-01", Severity::error,
      empty ? "rustup has no toolchain in " + quoted(selection.home / "toolchains")
            : "rustup has " + std::to_string(selection.installed.size()) + " toolchain(s) in " +
                  quoted(selection.home / "toolchains") + ", and none of them is the default",
      "a toolchain that rustup starts");
  for (const std::string& name : selection.installed) finding.evidence.push_back("installed: " + name);
  if (!context.user().get("RUSTUP_HOME").empty()) finding.variables.push_back("RUSTUP_HOME");
  const std::string channel = context.facts.services().recipes.rust.toolchain;
  finding.fixes.push_back(rustup_fix("choose one", {"default", channel}));
  if (context.facts.has_project()) finding.fixes.push_back(up_fix(context));
  return finding;
}

Finding not_installed(const CheckContext& context, const RustupSelection& selection) {
  // A file or a variable; "an override for …" is said in words.
  const bool words = contains(selection.set_by, " ");
  const std::string by = words ? selection.set_by : "`" + selection.set_by + "`";
  const bool fails = selection.own || !selection.may_download || context.facts.options().offline;
  Finding finding = context.finding("CG-02", fails ? Severity::error : Severity::warning,
                                    by + " asks for `" + selection.wanted + "`, which is not installed" +
                                        (fails ? "" : "; the next cargo command downloads it"),
                                    "that toolchain installed, or another one asked for");
  for (const std::string& name : selection.installed) finding.evidence.push_back("installed: " + name);
  if (selection.set_by == "RUSTUP_TOOLCHAIN") {
    finding.variables.push_back("RUSTUP_TOOLCHAIN");
    finding.fixes.push_back(unset_fix("RUSTUP_TOOLCHAIN", context.user()));
  }
  if (!selection.own) {
    finding.fixes.push_back(rustup_fix("install it", {"toolchain", "install", selection.wanted}));
  } else {
    finding.fixes.push_back(
        {"correct the name: rustup knows no release of Rust that is called so", {}, false, {}});
  }
  return finding;
}

Result<CheckAnswer> check_rustup(CheckContext& context) {
  CheckAnswer answer;
  const auto selection = selection_here(context);
  if (!selection) {
    answer.skipped = "cargo does not come from rustup";
  } else if (selection->wanted.empty()) {
    answer.findings.push_back(nothing_chosen(context, *selection));
  } else if (selection->toolchain.empty()) {
    answer.findings.push_back(not_installed(context, *selection));
  } else {
    answer.seen = selection->toolchain.filename().string() + ", by " + selection->set_by;
  }
  return answer;
}

// {"rustc_fingerprint":14…,"outputs":{"17…":{"success":true,"status":"","code":0,
//   "stdout":"rustc 1.95.0 (59807616e 2026-04-14)\nbinary: rustc\n…","stderr":""}},"successes":{}}
std::vector<std::string> versions_in_target(const fs::path& target) {
  std::vector<std::string> versions;
  const auto text = read_text(target / ".rustc_info.json", 4u << 20);
  const auto info = text ? Json::parse(*text) : Result<Json>(fail(text.error()));
  if (!info) return versions;
  for (const auto& [key, output] : (*info)["outputs"].members()) {
    for (const std::string& line : split_lines(output["stdout"].string_or(""))) {
      if (starts_with(line, "release: ")) versions.push_back(line.substr(9));
    }
  }
  return versions;
}

fs::path target_of(CheckContext& context) {
  for (const char* name : {"CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"}) {
    const std::string value = context.user().get(name);
    if (!value.empty()) return absolute_normal(value, context.facts.root());
  }
  const Result<Project>& project = context.facts.project();
  return (project ? project->workspace_root : context.facts.root()) / "target";
}

// Several rustc are no harm by themselves; what they have in common is the target directory.
Result<CheckAnswer> check_rustc(CheckContext& context) {
  CheckAnswer answer;
  std::vector<ProgramHit> hits = hits_of(context, "rustc");
  std::vector<fs::path> files;
  for (const ProgramHit& hit : hits) {
    if (std::find(files.begin(), files.end(), hit.file) == files.end()) files.push_back(hit.file);
  }
  if (files.size() < 2) {
    answer.seen = files.empty() ? "" : "one rustc";
    return answer;
  }
  std::string mixed;
  if (context.facts.has_project()) {
    const std::vector<std::string> built = versions_in_target(target_of(context));
    if (!built.empty()) {
      const Result<RustFacts>& rust = context.facts.rust(context.processes);
      if (!rust) return fail(rust.error());
      const bool same = std::find(built.begin(), built.end(), rust->version.text()) != built.end();
      if (!same) mixed = ", and " + quoted(target_of(context)) + " was built by rustc " + built.front();
    }
  }
  Finding finding = context.finding("CG-07", mixed.empty() ? Severity::info : Severity::warning,
                                    std::to_string(files.size()) + " different rustc are on PATH, " +
                                        quoted(hits.front().path) + " first" + mixed,
                                    "one Rust for one target directory");
  for (const ProgramHit& hit : hits) finding.evidence.push_back(hit.path.string());
  if (!mixed.empty()) {
    finding.fixes.push_back({"have cargo build everything again",
                             {"(cd " + shell_quote(context.facts.root().string()) + " && cargo clean)"},
                             false,
                             {}});
  }
  answer.findings.push_back(std::move(finding));
  return answer;
}

// A cargo that hangs or only prints an error makes everything else fail in ways that name it nowhere.
Result<CheckAnswer> check_cargo_answer(CheckContext& context) {
  CheckAnswer answer;
  const auto cargo = first_hit(context, "cargo");
  if (!cargo) {
    answer.skipped = "there is no cargo here";
    return answer;
  }
  const auto selection = selection_here(context);
  // Asking a proxy that has nothing to start could download a toolchain.
  if (selection && selection->toolchain.empty()) {
    answer.skipped = "rustup has no toolchain to ask";
    return answer;
  }
  ProcessRequest request;
  request.argv = {cargo->path.string(), "--version"};
  request.environment = context.user();
  request.environment.set("RUSTUP_AUTO_INSTALL", "0");
  request.directory = folder_of(context);
  request.capture_limit = 1u << 16;
  FTENV_TRY(const ProcessOutcome outcome, context.processes.run(request));
  const std::vector<std::string> lines = split_lines(outcome.out);
  if (!outcome.status.ok() || lines.empty() || !starts_with(lines.front(), "cargo ")) {
    const std::vector<std::string> said = split_lines(outcome.err.empty() ? outcome.out : outcome.err);
    return fail(ErrorCode::process,
                quoted(cargo->path) + " does not answer as cargo does (" + outcome.status.text() + ")" +
                    (said.empty() ? "" : ": " + strip_terminal_codes(said.front()).substr(0, 200)));
  }
  answer.seen = lines.front();
  return answer;
}

}  // namespace

Check rustup_check() {
  return {"rustup",           Area::programs, "the toolchain that rustup starts in this folder",
          {"CG-01", "CG-02"}, false,          CheckCost::quick,
          check_rustup};
}

Check rustc_check() {
  return {"several-rustc", Area::programs, "compilers that build into one target directory",
          {"CG-07"},       false,          CheckCost::quick,
          check_rustc};
}

Check cargo_answer_check() {
  return {"cargo-answers",  Area::programs,    "cargo answers when it is asked for its version", {}, false,
          CheckCost::quick, check_cargo_answer};
}

}  // namespace ftenv

// What the names on PATH start, as far as it can be told without starting them.
#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/checks/checks.hpp"
#include "engine/checks/programs/names.hpp"
#include "engine/doctor/origins.hpp"
#include "engine/rust/toolchain.hpp"
#include "inspect/python/pyenv_selection.hpp"

namespace ftenv {
namespace {

using Kind = ProgramHit::Kind;

std::string quoted(const fs::path& path) {
  return "`" + path.string() + "`";
}

std::string kind_text(const ProgramHit& hit) {
  switch (hit.kind) {
    case Kind::real:
      return "";
    case Kind::pyenv_shim:
      return " (pyenv's shim)";
    case Kind::other_shim:
      return " (a shim)";
    case Kind::rustup_proxy:
      return " (rustup's)";
    case Kind::store_alias:
      return " (opens a store)";
    case Kind::snap:
      return " (a snap)";
  }
  return "";
}

// Names of Windows are on PATH of its Linux too.
std::vector<ProgramHit> interpreter_hits(const CheckContext& context, const std::string& name) {
  std::vector<ProgramHit> hits = hits_of(context, name);
  const Host& host = context.facts.services().host;
  if (host.os != "windows" && !host.wsl) return hits;
  for (ProgramHit& hit : hits_of(context, name + ".exe")) hits.push_back(std::move(hit));
  return hits;
}

bool is_python(const std::string& name) {
  return starts_with(name, "python");
}

void find_store_aliases(CheckContext& context, const ProgramNames& names, CheckAnswer& answer) {
  for (const std::string& name : names.names) {
    if (!is_python(name)) continue;
    const std::vector<ProgramHit> hits = interpreter_hits(context, name);
    if (hits.empty() || hits.front().kind != Kind::store_alias) continue;
    Finding finding = context.finding(
        "IN-19", Severity::error,
        "`" + name + "` is " + quoted(hits.front().path) + ", which opens a store instead of a Python",
        "an interpreter");
    for (const ProgramHit& hit : hits) finding.evidence.push_back(hit.path.string() + kind_text(hit));
    finding.fixes.push_back(
        {"switch the alias off in the settings of Windows, under \"App execution aliases\"", {}, false, {}});
    finding.fixes.push_back(up_fix(context));
    answer.findings.push_back(std::move(finding));
  }
}

// PyO3 looks at PYO3_PYTHON, the active environment, then along PATH. A project's .venv counts only when
// it is active, but then the person knows what to do.
void find_missing_interpreter(CheckContext& context, const ProgramNames& names, CheckAnswer& answer) {
  if (!context.facts.has_project() || has_living_venv(context)) return;
  for (const char* variable : {"PYO3_PYTHON", "PYTHON_SYS_EXECUTABLE", "VIRTUAL_ENV", "CONDA_PREFIX"}) {
    if (!context.user().get(variable).empty()) return;
  }
  for (const std::string& name : names.interpreters) {
    if (!hits_of(context, name).empty()) return;
  }
  Finding finding = context.finding("PX-18", Severity::error,
                                    "there is no `" + join(names.interpreters, "` and no `") +
                                        "` on PATH, and the project has no environment",
                                    "an interpreter to build for");
  finding.fixes.push_back(up_fix(context));
  answer.findings.push_back(std::move(finding));
}

bool linker_is_chosen(const CheckContext& context) {
  for (const auto& [name, value] : context.user().variables()) {
    if (starts_with(name, "CARGO_TARGET_") && ends_with(name, "_LINKER") && !value.empty()) return true;
    if (ends_with(name, "RUSTFLAGS") && contains(value, "linker=")) return true;
  }
  const auto names_one = [](const Toml& flags) { return contains(join(flags.strings(), " "), "linker="); };
  for (const CargoConfigFile& file : context.facts.cargo_config().files) {
    if (names_one(file.table.dotted("build.rustflags"))) return true;
    for (const auto& [triple, table] : file.table["target"].members()) {
      if (table["linker"].exists() || names_one(table["rustflags"])) return true;
    }
  }
  return false;
}

void find_missing_linker(CheckContext& context, const ProgramNames& names, CheckAnswer& answer) {
  const bool rust = !hits_of(context, "rustc").empty();
  if ((!context.facts.has_project() && !rust) || context.facts.services().host.os == "windows") return;
  if (linker_is_chosen(context)) return;
  const std::vector<ProgramHit> compilers = hits_of(context, names.linker);
  std::string missing = compilers.empty() ? names.linker : "";
  // Only gcc is known to start it by this name: clang may bring its own.
  if (missing.empty() && contains(compilers.front().file.filename().string(), "gcc") &&
      hits_of(context, names.linker_needs).empty()) {
    missing = names.linker_needs;
  }
  if (missing.empty()) return;
  Finding finding =
      context.finding("CG-08", context.facts.has_project() ? Severity::error : Severity::warning,
                      "there is no `" + missing + "` on PATH", "a C compiler, which rustc links with");
  finding.fixes.push_back(packages_fix(context, "linker", "install a C compiler"));
  if (context.facts.has_project()) finding.fixes.push_back(up_fix(context));
  answer.findings.push_back(std::move(finding));
}

bool will_compile_python(const CheckContext& context) {
  const std::string& from = context.facts.options().from;
  return from == "source" || from == "pyenv";
}

void find_missing_library_finder(CheckContext& context, const ProgramNames& names, CheckAnswer& answer) {
  for (const std::string& name : names.library_finders) {
    if (!hits_of(context, name).empty()) return;
  }
  Finding finding = context.finding(
      "PY-07", will_compile_python(context) ? Severity::warning : Severity::info,
      "there is no `" + names.library_finders.front() + "` on PATH", "it, if a Python is compiled here");
  finding.fixes.push_back(packages_fix(context, "build", "install what compiling Python needs"));
  answer.findings.push_back(std::move(finding));
}

void find_snap_downloaders(CheckContext& context, const ProgramNames& names, CheckAnswer& answer) {
  const bool pyenv = !hits_of(context, "pyenv").empty();
  for (const std::string& name : names.downloaders) {
    const std::vector<ProgramHit> hits = hits_of(context, name);
    if (hits.empty()) continue;
    if (hits.front().kind != Kind::snap) return;  // pyenv takes the first that there is
    Finding finding = context.finding("PY-20", pyenv ? Severity::warning : Severity::info,
                                      "`" + name + "` is " + quoted(hits.front().path) + ", a snap",
                                      "a `" + name + "` that can write to any folder");
    finding.evidence.push_back("it leads to " + hits.front().file.string());
    finding.fixes.push_back({"install `" + name + "` with the system's package manager, and remove the snap",
                             {"sudo snap remove " + name},
                             true,
                             {}});
    answer.findings.push_back(std::move(finding));
    return;
  }
}

// Where cargo is not on PATH, `pip install .` lets maturin bring a whole Rust, each time anew.
void find_missing_cargo(CheckContext& context, CheckAnswer& answer) {
  if (!context.facts.has_project() || !hits_of(context, "cargo").empty()) return;
  if (!context.user().get("MATURIN_NO_INSTALL_RUST").empty()) return;
  const Result<Project>& project = context.facts.project();
  if (!project || !project->pyproject) return;
  const auto text = read_text(*project->pyproject, 4u << 20);
  if (!text || !contains(*text, "maturin")) return;
  const fs::path cargo = cargo_home(context.user()) / "bin" / "cargo";
  const bool installed = find_program(cargo.string(), "").has_value();
  Finding finding =
      context.finding("MT-18", installed ? Severity::info : Severity::warning,
                      "there is no `cargo` on PATH" + (installed ? ", only " + quoted(cargo) : std::string()),
                      "Rust on PATH before `pip install` builds this project");
  if (installed) {
    finding.fixes.push_back({"put it on PATH in this terminal",
                             {"export PATH=" + shell_quote(cargo.parent_path().string()) + ":\"$PATH\""},
                             false,
                             {}});
  }
  finding.fixes.push_back(up_fix(context));
  answer.findings.push_back(std::move(finding));
}

Result<CheckAnswer> check_programs(CheckContext& context) {
  FTENV_TRY(const ProgramNames names, load_program_names());
  CheckAnswer answer;
  find_store_aliases(context, names, answer);
  find_missing_interpreter(context, names, answer);
  find_missing_linker(context, names, answer);
  find_missing_library_finder(context, names, answer);
  find_snap_downloaders(context, names, answer);
  find_missing_cargo(context, answer);
  std::vector<std::string> seen;
  for (const std::string& name : names.names) {
    const std::vector<ProgramHit> hits = hits_of(context, name);
    if (hits.empty()) continue;
    const std::string more = hits.size() > 1 ? " and " + std::to_string(hits.size() - 1) + " more" : "";
    seen.push_back(name + " = " + hits.front().path.string() + kind_text(hits.front()) + more);
  }
  answer.seen = seen.empty() ? "none of the names is on PATH" : join(seen, ", ");
  return answer;
}

}  // namespace

Check path_programs_check() {
  return {"programs-on-path",
          Area::programs,
          "the programs that Python and Rust need, and what their names start",
          {"IN-19", "PX-18", "CG-08", "PY-07", "PY-20", "MT-18"},
          false,
          CheckCost::quick,
          check_programs};
}

std::vector<Check> program_checks() {
  // What answers comes first: it is what a person wants to see of a healthy machine.
  return {cargo_answer_check(), rustup_check(), path_programs_check(), pyenv_check(), rustc_check()};
}

}  // namespace ftenv

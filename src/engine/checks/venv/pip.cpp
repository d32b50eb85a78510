// pip in the environment, what makes environments, and whether this one was made anew behind our back.
#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/checks/venv/checks.hpp"
#include "engine/checks/venv/fix.hpp"
#include "engine/project_record.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_small_file = 1u << 20;

// VENV/lib/python3.14t; the first where there are several.
fs::path library_folder(const fs::path& prefix) {
  FsError error;
  for (fs::directory_iterator at(prefix / "lib", error), end; !error && at != end; at.increment(error)) {
    if (starts_with(at->path().filename().string(), "python3.")) return at->path();
  }
  return {};
}

bool has_pip(const fs::path& venv) {
  FsError ignored;
  return !installed_version(venv, "pip").empty() ||
         fs::is_directory(library_folder(venv) / "site-packages" / "pip", ignored);
}

bool borrows_packages(const std::string& config) {
  for (const std::string& line : split_lines(to_lower(config))) {
    if (starts_with(line, "include-system-site-packages") && ends_with(trim(line), "true")) return true;
  }
  return false;
}

bool made_by_uv(const std::string& config) {
  for (const std::string& line : split_lines(config)) {
    const std::string_view key = trim(std::string_view(line).substr(0, line.find('=')));
    if (key == "uv") return true;
  }
  return false;
}

void judge_ensurepip(CheckContext& context, const VenvFacts& venv, bool pip, CheckAnswer& answer) {
  const fs::path own = library_folder(context.facts.venv());
  const BaseProgram base = base_program(venv);
  if (own.empty() || base.prefix.empty()) return;
  const fs::path library = base.prefix / "lib" / own.filename();
  FsError ignored;
  if (!fs::is_regular_file(library / "os.py", ignored)) return;
  if (fs::is_regular_file(library / "ensurepip" / "__init__.py", ignored)) return;
  Finding finding =
      context.finding("PY-22", pip ? Severity::info : Severity::warning,
                      "the interpreter in `" + base.prefix.string() + "` has no `ensurepip`",
                      "`" + (library / "ensurepip").string() + "`, which puts pip into new environments");
  finding.fixes.push_back({"let ftenv bring a complete interpreter", {up_command(context)}, false, {}});
  answer.findings.push_back(std::move(finding));
}

// What the project's settings ask for, where the environment's interpreter is none of it.
std::string unmet_wish(CheckContext& context) {
  const Result<Project>& project = context.facts.project();
  const Result<InterpreterFacts>& facts = context.facts.interpreter(context.processes);
  if (!project || !facts || project->settings.python.empty()) return {};
  const auto wishes = parse_python_wishes(project->settings.python);
  if (!wishes) return {};
  for (const PythonWish& wish : *wishes) {
    if (!wish.version) return {};  // a path: who made the environment is compared already
    const bool met =
        wish.exact ? *wish.version == facts->version : wish.version->series() == facts->version.series();
    if (met) return {};
  }
  return project->settings.python;
}

}  // namespace

Result<CheckAnswer> check_pip(CheckContext& context) {
  CheckAnswer answer;
  const Result<VenvFacts>& venv = context.facts.venv_facts();
  if (!venv || !venv->is_venv || !venv->executable_alive) {
    answer.skipped = "there is no environment that works";
    return answer;
  }
  const fs::path path = context.facts.venv();
  const std::string config = read_text(path / "pyvenv.cfg", k_small_file).value_or(std::string());
  const bool pip = has_pip(path);
  judge_ensurepip(context, *venv, pip, answer);
  if (pip || borrows_packages(config)) {
    if (answer.findings.empty()) answer.seen = "pip is there";
    return answer;
  }
  FsError ignored;
  const fs::path script = venv_program(context.facts.services().host, path, "pip");
  const Fix ensure{"put pip into the environment",
                   {shell_line({venv->executable.string(), "-m", "ensurepip", "--upgrade"})},
                   false,
                   {}};
  if (fs::exists(script, ignored)) {
    Finding finding = context.finding(
        "IN-06", Severity::error,
        "`" + script.string() + "` is there, but the package `pip` that it starts is not in the environment",
        "pip in `" + (library_folder(path) / "site-packages").string() + "`");
    finding.fixes.push_back(ensure);
    answer.findings.push_back(std::move(finding));
  } else if (!find_program("uv", context.user().get("PATH"))) {
    Finding finding =
        context.finding("MT-07", Severity::warning,
                        "the environment `" + path.string() + "` has no pip" +
                            (made_by_uv(config) ? " (uv made it without)" : "") + ", and uv is not on PATH",
                        "pip in the environment, or uv on PATH");
    finding.fixes.push_back(ensure);
    answer.findings.push_back(std::move(finding));
  } else {
    answer.seen = "no pip, but uv is on PATH";
  }
  return answer;
}

Result<CheckAnswer> check_same(CheckContext& context) {
  CheckAnswer answer;
  const Result<VenvFacts>& venv = context.facts.venv_facts();
  const ProjectRecord record = load_record(context.facts.venv());
  if (!venv || !venv->executable_alive || record.python_prefix.empty()) {
    answer.skipped = "nothing is recorded of an earlier run";
    return answer;
  }
  const BaseProgram base = base_program(*venv);
  FsError ignored;
  if (base.prefix == record.python_prefix || fs::equivalent(base.prefix, record.python_prefix, ignored)) {
    answer.seen = "made by the interpreter that was chosen";
    const std::string wanted = unmet_wish(context);
    if (!wanted.empty())
      answer.seen += ", but the project asks for `" + wanted + "`: `ftenv up` will make it anew";
    return answer;
  }
  const auto& project = context.facts.project();
  const Version& first = context.facts.services().recipes.compatibility.pyo3_changes.watches_environment;
  const bool watches = project && project->pyo3 && !(*project->pyo3 < first);
  Finding finding = context.finding(
      "PX-25", watches ? Severity::info : Severity::warning,
      "`" + context.facts.venv().string() + "` now belongs to the interpreter in `" + base.prefix.string() +
          "`; when the extension was built, it was `" + record.python_prefix + "`",
      "an extension that was built for the interpreter that the environment has now");
  finding.evidence.push_back(record_path(context.facts.venv()).string() + ": python.prefix");
  finding.fixes.push_back({"build it again", {up_command(context)}, false, {}});
  answer.findings.push_back(std::move(finding));
  return answer;
}

}  // namespace ftenv

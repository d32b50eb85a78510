#include "engine/wheel/trial.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/logged_run.hpp"
#include "engine/toolchain/choice.hpp"
#include "engine/wheel/subject.hpp"
#include "inspect/native/extension_file.hpp"
#include "inspect/python/interpreter.hpp"
#include "inspect/python/venv.hpp"

namespace ftenv {
namespace {

constexpr const char* k_step = "wheel-import";
constexpr std::size_t k_most_modules = 24;

// Those at the top; where there are none, those in packages.
std::vector<std::string> modules_to_import(const WheelReport& report) {
  std::vector<std::string> top, inner;
  for (const WheelExtension& extension : report.extensions) {
    std::vector<std::string>& to = contains(extension.module, ".") ? inner : top;
    if (std::find(to.begin(), to.end(), extension.module) == to.end()) to.push_back(extension.module);
  }
  std::vector<std::string> modules = top.empty() ? inner : top;
  if (modules.size() > k_most_modules) modules.resize(k_most_modules);
  return modules;
}

// "No module named 'pycparser'": a dependency, which was not installed.
std::string missing_dependency(const std::string& message, const WheelReport& report) {
  constexpr std::string_view words = "No module named '";
  const std::size_t at = message.find(words);
  if (at == std::string::npos) return {};
  const std::size_t from = at + words.size();
  const std::string module = message.substr(from, message.find('\'', from) - from);
  const std::string top = module.substr(0, module.find('.'));
  const bool own = std::any_of(
      report.extensions.begin(), report.extensions.end(),
      [&](const WheelExtension& one) { return one.module.substr(0, one.module.find('.')) == top; });
  return own ? std::string() : module;
}

void add(WheelReport& report, const char* id, Severity severity, std::string found, std::string need,
         std::vector<std::string> evidence = {}) {
  Finding finding;
  finding.id = id;
  finding.severity = severity;
  finding.found = std::move(found);
  finding.need = std::move(need);
  finding.evidence = std::move(evidence);
  report.findings.push_back(std::move(finding));
}

void import_one(Services& services, const fs::path& python, const std::string& module, WheelReport& report) {
  const auto seen =
      witness_import(services.processes, services.child_environment, python, module, /*measure=*/false);
  if (!seen) {
    const std::string dependency = missing_dependency(seen.error().message, report);
    if (!dependency.empty()) {
      add(report, "WH-23", Severity::info,
          "`" + module + "` needs `" + dependency + "`, which was not installed, so it could not be tried",
          "its dependencies, for a full trial");
      return;
    }
    add(report, "WH-23", Severity::error, seen.error().message, "an import without an error",
        seen.error().context);
  } else if (!seen->gil_before && seen->gil_after) {
    add(report, "RT-01", Severity::error, "`import " + module + "` switches the GIL on",
        "`#[pymodule(gil_used = false)]`, or PyO3 0.28 or newer", seen->warned);
  } else {
    report.imported.push_back(module);
  }
}

}  // namespace

Result<TrialPython> choose_trial_python(Services& services, const Options& options) {
  TrialPython chosen;
  const auto here = python_of_folder(fs::current_path());
  if (contains(options.python, "/")) {
    chosen.executable = absolute_normal(options.python, fs::current_path());
  } else if (options.python.empty() && here) {
    chosen.executable = venv_program(services.host, here->from, "python");
  } else {
    FTENV_TRY(const Toolchain toolchain, choose_toolchain(services, options.python));
    chosen.executable = toolchain.executable;
  }
  FTENV_TRY(const InterpreterFacts facts,
            ask_interpreter(services.processes, services.child_environment, chosen.executable));
  chosen.python = {facts.version, facts.free_threaded, chosen.executable.string()};
  return chosen;
}

Status try_wheel(Services& services, const TrialPython& python, WheelReport& report) {
  if (!report.name) return {};
  const std::string refused = why_refused_here(*report.name, std::nullopt, {services.host, python.python},
                                               services.recipes.compatibility);
  if (!refused.empty()) {
    add(report, "WH-23", Severity::info, "it was not imported: " + refused, "an interpreter that it is for");
    return {};
  }
  FTENV_TRY(const TempDir folder, TempDir::create(services.store.staging(), "wheel-import"));
  const fs::path venv = folder.path() / "venv", executable = venv_program(services.host, venv, "python");
  FTENV_CHECK(run_logged(services, {k_step,
                                    {python.executable.string(), "-I", "-m", "venv", venv.string()},
                                    services.child_environment,
                                    {},
                                    "making an environment to try the wheel in failed"}));
  const Status installed = run_logged(
      services, {k_step,
                 {executable.string(), "-I", "-m", "pip", "install", "--no-index", "--no-deps", "--no-input",
                  "--disable-pip-version-check", absolute_normal(report.file, fs::current_path()).string()},
                 services.child_environment,
                 {},
                 "pip could not install the wheel"});
  if (!installed) {
    if (installed.error().code == ErrorCode::interrupted) return fail(installed.error());
    add(report, "WH-23", Severity::error, installed.error().message, "an installation without an error",
        installed.error().context);
    return {};
  }
  report.imported_by =
      python.python.free_threaded
          ? "free-threaded CPython " + python.python.version.text() + ", and the GIL stays off"
          : "CPython " + python.python.version.text() + " with the GIL";
  for (const std::string& module : modules_to_import(report))
    import_one(services, executable, module, report);
  return {};
}

}  // namespace ftenv

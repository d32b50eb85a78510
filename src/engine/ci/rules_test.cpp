// Whether a test job proves anything: CI-07.
#include <algorithm>

#include "base/text.hpp"
#include "engine/ci/ci_context.hpp"
#include "engine/ci/ci_maturin.hpp"
#include "inspect/regex.hpp"

namespace ftenv {
namespace {

constexpr std::string_view k_question = "_is_gil_enabled";

// A program imports something that is not Python's own, which may switch the GIL on.
bool imports_module(const std::string& program, const std::optional<Project>& project) {
  if (contains(program, "import_module(") || contains(program, "__import__(")) return true;
  if (project) {
    const std::string top = project->module.substr(0, project->module.find('.'));
    const Regex own("(import|from)[^\\n;]*\\b" + top + "\\b");
    if (!top.empty() && own.matches(program)) return true;
  }
  static const std::vector<std::string> k_pythons = {
      "sys", "sysconfig", "os", "platform", "threading", "importlib", "warnings", "time", "pathlib", "json"};
  static const Regex statement(R"((?:^|[\n;"' ])(?:import|from) +([A-Za-z_][\w., ]*))");
  for (const std::string& line : split(replace_all(program, ";", "\n"), '\n')) {
    const auto groups = statement.groups(line);
    if (groups.empty()) continue;
    for (const std::string& part : split(groups[1], ',')) {
      const std::vector<std::string> words = split_words(part);
      if (!words.empty() && !is_one_of(words[0].substr(0, words[0].find('.')), k_pythons)) return true;
    }
  }
  return false;
}

enum class Proof { none, unclear, only_shown, too_early, good };

// What one question about the GIL, at `at` in a script, is worth.
Proof proof_of(const CiStep& step, std::size_t at, const std::optional<Project>& project) {
  const std::string& script = step.run.text;
  std::size_t begin = 0;
  bool fails_by_shell = false;
  std::size_t end = script.size();
  if (!starts_with(step.shell, "python")) {
    const std::string before = script.substr(0, at);
    const std::size_t inline_program = before.rfind("-c");
    const std::size_t document = before.rfind("<<");
    if (inline_program == std::string::npos && document == std::string::npos) return Proof::unclear;
    if (document == std::string::npos || (inline_program != std::string::npos && inline_program > document)) {
      begin = inline_program;
      // To the quote that closes it.
      const std::size_t open = script.find_first_of("\"'", begin);
      const std::size_t close = open == std::string::npos ? open : script.find(script[open], open + 1);
      if (close != std::string::npos && close > at) end = close;
    } else {
      begin = document;
    }
    static const Regex shell(R"(grep|\btest \b|\[ )");
    fails_by_shell = shell.matches(script);
  }
  if (!imports_module(script.substr(begin, at - begin), project)) return Proof::too_early;
  static const Regex fails(R"(assert|exit\(|raise |\bif )");
  return fails_by_shell || fails.matches(script.substr(begin, end - begin)) ? Proof::good : Proof::only_shown;
}

// Whatever else is run may ask, in a file that we do not see.
bool runs_tests_elsewhere(const CiStep& step) {
  static const Regex runner(
      R"((^|[\s;&|/])(pytest|tox|nox|make|just|unittest|hatch|poe|invoke|pixi|bash|sh)($|[\s])|\.(sh|py|ps1)\b|cargo test|pytest)");
  return runner.matches(step.run.text);
}

void check_row(CiContext& context, const CiRow& row) {
  Proof best = Proof::none;
  const CiStep* where = nullptr;
  std::size_t place = 0;
  const CiStep* last = nullptr;
  bool elsewhere = false;
  for (const CiStep& step : row.steps) {
    if (step.runs == Truth::no) continue;
    // An action that is not one of those that fetch things can test, too.
    elsewhere = elsewhere || starts_with(step.step->action, "./") || runs_tests_elsewhere(step) ||
                is_one_of(step.step->action, context.names.environments);
    if (!step.run.text.empty()) last = &step;
    for (std::size_t at = step.run.text.find(k_question); at != std::string::npos;
         at = step.run.text.find(k_question, at + 1)) {
      const Proof proof = proof_of(step, at, context.project);
      if (proof < best) continue;
      best = proof;
      where = &step;
      place = at;
    }
  }
  if (best == Proof::good || best == Proof::unclear || !last) return;
  if (best == Proof::none && elsewhere) return;
  std::string found = "tries a wheel, and nothing in the job asks for the GIL";
  if (best == Proof::too_early) found = "asks for the GIL in a process that has not imported the module";
  if (best == Proof::only_shown) found = "shows whether the GIL is on, and goes on either way";
  if (elsewhere && best != Proof::none) return;  // the tests may ask again
  YamlPosition at = last->step->at;
  if (where) {
    const auto offset =
        where->run.known ? source_offset(*row.workflow, where->step->run(), place) : std::nullopt;
    at = offset ? position_of(*row.workflow, *offset) : where->step->run().at();
  }
  CiFinding* finding =
      context.report("CI-07", Severity::warning, *row.workflow, at, found + "; " + row.because,
                     "one process that imports the module and then fails if the GIL is on");
  if (!finding) return;
  const std::string module = context.project ? context.project->module : "MODULE";
  finding->finding.fixes.push_back(
      {best == Proof::none ? "add as the last step" : "ask like this",
       {"python -c \"import " + module + ", sys; assert not sys._is_gil_enabled()\""},
       false,
       {}});
}

}  // namespace

bool tries_wheel(const CiRow& row) {
  static const Regex install(R"(pip3? install[^\n]*(\.whl|--find-links|-f [^\n]*dist|[ /]dist/))");
  return std::any_of(row.steps.begin(), row.steps.end(), [&](const CiStep& step) {
    if (step.runs == Truth::no) return false;
    const auto lines = script_lines(step.run.text);
    return std::any_of(lines.begin(), lines.end(),
                       [](const std::string& line) { return install.matches(line); });
  });
}

bool uploads_wheels(const CiRow& row, const CiNames& names) {
  return std::any_of(row.steps.begin(), row.steps.end(), [&](const CiStep& step) {
    if (step.runs == Truth::no || !is_one_of(step.step->action, names.upload)) return false;
    const std::string& path = step.input("path").text;
    return contains(path, "dist") || contains(path, "wheel") || contains(path, "whl");
  });
}

void check_tests(CiContext& context) {
  for (const CiRow& row : context.rows) {
    if (row.free_threaded && tries_wheel(row)) check_row(context, row);
  }
}

}  // namespace ftenv
